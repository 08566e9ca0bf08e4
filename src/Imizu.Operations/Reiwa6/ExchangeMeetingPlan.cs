using Imizu.Operations.Loading;
using Imizu.Contracts.Participation;

namespace Imizu.Operations.Reiwa6;

/// <summary>The exchange meeting, whose day is the printed one.</summary>
internal static class ExchangeMeetingPlan
{
    public static IEnumerable<Call> Calls(Figures figures)
    {
        var met = figures.Sections.Participation.PlatformExchange;
        var participants = Counts.Of<ParticipantField>(met.Participants).Select(row => new FieldAttendance(row.Of, row.Count));
        yield return Call.Of(
            met.HeldOn, Services.Participation, $"exchange-meetings/{StableId.Of(met.HeldOn, met.Name)}", "holding",
            new { On = met.HeldOn, met.From, met.To, met.Name, met.Purpose, met.Venue, met.Content, Participants = participants });
    }
}
