using Imizu.Contracts.Participation;
using Imizu.EventStreams;

namespace Imizu.Participation.ExchangeMeetings;

/// <summary>The bodies of the requests to <c>/exchange-meetings/{id}/…</c>.</summary>
public abstract record ExchangeMeetingCommand(DateOnly On) : StreamCommand
{
    public sealed record Hold(
        DateOnly On, TimeOnly From, TimeOnly To, string Name, string Purpose, string Venue, string Content,
        IReadOnlyList<FieldAttendance> Participants) : ExchangeMeetingCommand(On);

    /// <summary>The command that records such an event.</summary>
    public static ExchangeMeetingCommand Of(ExchangeMeetingEvent happened) => happened switch
    {
        ExchangeMeetingEvent.Held e => new Hold(e.On, e.From, e.To, e.Name, e.Purpose, e.Venue, e.Content, e.Participants),
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };
}
