using Imizu.Operations.Loading;
using Imizu.Contracts.Outreach;
using Imizu.Contracts.Reports;

namespace Imizu.Operations.Reiwa6;

/// <summary>The targets of outreach: learnt of, and visited once.</summary>
internal static class OutreachPlan
{
    public static IEnumerable<Call> Calls(Figures figures, WorkingDays days) =>
        days.Spread(figures.ResultOf(Indicator.TargetsIdentified)).SelectMany((on, n) =>
        {
            var stream = $"targets/{StableId.Of(on, $"target {n + 1}")}";
            var visitedOn = days.Between(on, days.Last).ElementAt(5);
            return new[]
            {
                Call.Of(on, Services.Outreach, stream, "identification", new { On = on, Source = InformationSource.Neighbourhood }),
                Call.Of(visitedOn, Services.Outreach, stream, "contacts", new { On = visitedOn, Method = OutreachMethod.Visit, Met = true }),
            };
        });
}
