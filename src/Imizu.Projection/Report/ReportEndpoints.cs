using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Imizu.EventStreams.Storage;
using Imizu.Projection.FiscalYears;

namespace Imizu.Projection.Report;

/// <summary><c>GET /reports/{fiscalYear}?asOf=</c>: the report of a year, as of now or as of an earlier moment.</summary>
public static class ReportEndpoints
{
    public static void AddReports(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<YearFiguresReader>();
    }

    public static void MapReports(this IEndpointRouteBuilder app) =>
        app.MapGet("/reports/{fiscalYear}", Read).WithTags("reports").WithSummary("年度の実施状況（asOf を付けると、その時点の記録による）")
            .Produces<AnnualReport>().ProducesValidationProblem();

    private static async Task<IResult> Read(
        string fiscalYear, YearFiguresReader reader, StreamStore streams, CancellationToken cancellationToken, DateTimeOffset? asOf = null)
    {
        if (!StreamIds.Year.Admits(fiscalYear))
        {
            return Problems.Invalid("fiscalYear", StreamIds.Year.Described());
        }
        var figures = await reader.Read(new FiscalYear(int.Parse(fiscalYear)), asOf, cancellationToken);
        var history = await streams.Read(FiscalYearEndpoints.Definition.NameOf(fiscalYear), cancellationToken, asOf);
        return Results.Json(ReportComposer.Compose(figures, history.State(FiscalYearEndpoints.Definition), asOf), ContractJson.Options);
    }
}
