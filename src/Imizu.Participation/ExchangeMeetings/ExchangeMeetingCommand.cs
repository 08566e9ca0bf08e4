using Imizu.Contracts.Participation;
using Imizu.EventStreams;

namespace Imizu.Participation.ExchangeMeetings;

/// <summary>The bodies of the requests to <c>/exchange-meetings/{id}/…</c>.</summary>
public abstract record ExchangeMeetingCommand(DateOnly On) : StreamCommand
{
    public sealed record Hold(
        DateOnly On, TimeOnly From, TimeOnly To, string Name, string Purpose, string Venue, string Content,
        IReadOnlyList<FieldAttendance> Participants) : ExchangeMeetingCommand(On);
}
