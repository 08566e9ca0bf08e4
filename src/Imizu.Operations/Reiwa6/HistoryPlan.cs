using Imizu.Operations.Loading;
using Imizu.Contracts;

namespace Imizu.Operations.Reiwa6;

/// <summary>
/// A history that adds up to the printed report. The totals are the city's; the days are synthetic, for the source gives yearly
/// totals only. Pure and always the same: no clock, no chance.
/// </summary>
public static class HistoryPlan
{
    /// <summary>All calls, in the order of the days on which things happened.</summary>
    public static IReadOnlyList<Call> Compose(Figures figures)
    {
        var days = new WorkingDays(FiscalYear.Of(figures.FiscalYear.StartsOn));
        var cases = CaseCourse.Of(figures, days);
        IEnumerable<Call> calls =
        [
            .. FiscalYearPlan.Calls(figures, days),
            .. PartnerPlan.Registrations(figures, days),
            .. MeasurePlan.Calls(figures, days),
            .. CasePlan.Calls(cases),
            .. OutlinePlan.Calls(figures, cases),
            .. ContactPlan.Calls(figures, cases, days),
            .. PartnerPlan.Engagements(figures, cases, days),
            .. ConferencePlan.Calls(figures, cases, days),
            .. OutreachPlan.Calls(figures, days),
            .. ExchangeMeetingPlan.Calls(figures),
            .. ProjectPlan.Calls(figures, days),
            .. CollaborationPlan.Calls(figures, days),
        ];
        return [.. calls.OrderBy(call => call.Day).Select((call, n) => call with { Key = $"reiwa6-{n + 1:D4}" })];
    }
}
