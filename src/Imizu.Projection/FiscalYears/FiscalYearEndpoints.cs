using Imizu.Contracts.FiscalYears;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using static Imizu.Projection.FiscalYears.FiscalYearCommand;

namespace Imizu.Projection.FiscalYears;

/// <summary>Maps the routes that record a fiscal year's targets and texts.</summary>
public static class FiscalYearEndpoints
{
    public static readonly StreamDefinition<FiscalYearPlan, FiscalYearEvent, FiscalYearCommand> Definition = new(
        "fiscal-year", StreamIds.Year, FiscalYearPlan.Initial, (state, happened) => state.Evolve(happened), FiscalYearDecider.Decide, FiscalYearCommand.Of,
        DependsOn: (_, _) => false);

    public static void MapFiscalYears(this IEndpointRouteBuilder app) => app.MapStream("fiscal-years", Definition)
        .Post<SetTarget>("targets", "年度の計画値")
        .Post<WriteCommentary>("commentary", "報告書の方針、目標などの文");
}
