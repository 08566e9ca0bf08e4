using System.Globalization;
using System.Text.RegularExpressions;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Imizu.EventStreams.Storage;
using Imizu.Projection.FiscalYears;
using Microsoft.AspNetCore.Mvc;

namespace Imizu.Projection.Report;

/// <summary>
/// <c>GET /reports/{fiscalYear}?asOf=</c>: the report of a year, as of now or from the records of an earlier moment. These are counted by
/// today's rules, and what a source has recorded by then and the journal has not taken in yet is missing: the report's sources tell how far it goes.
/// </summary>
public static partial class ReportEndpoints
{
    public static void AddReports(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<YearFiguresReader>().AddSingleton<LiveFigures>();

    public static void MapReports(this IEndpointRouteBuilder app) =>
        app.MapGet("/reports/{fiscalYear}", Read).WithTags("reports").WithSummary("年度の実施状況（asOf を付けると、その時点の記録による）")
            .Produces<AnnualReport>().ProducesValidationProblem();

    /// <param name="asOf">ISO 8601 with an offset: a moment without one would be nine hours off for whoever means Japan's.</param>
    private static async Task<IResult> Read(
        string fiscalYear, YearFiguresReader reader, LiveFigures live, StreamStore streams, TimeProvider clock, CancellationToken cancellationToken,
        [FromQuery(Name = "asOf")] string? asOf = null)
    {
        if (!StreamIds.Year.Admits(fiscalYear))
        {
            return Problems.Invalid("fiscalYear", StreamIds.Year.Described());
        }
        DateTimeOffset? moment = null;
        if (asOf is not null)
        {
            if (!Moment().IsMatch(asOf) || !DateTimeOffset.TryParse(asOf, CultureInfo.InvariantCulture, out var parsed))
            {
                return Problems.Invalid("asOf", "2025-03-31T17:00:00+09:00 のように、時差まで書いてください（URL では + を %2B と書きます）。");
            }
            if (parsed > clock.GetUtcNow())
            {
                return Problems.Invalid("asOf", "未来の時点の記録はまだありません。今までの時点にするか、asOf を付けずに送ってください。");
            }
            moment = parsed;
        }
        var year = new FiscalYear(int.Parse(fiscalYear));
        var figures = moment is null ? await live.Read(year, cancellationToken) : await reader.Read(year, moment, cancellationToken);
        var history = await streams.Read(FiscalYearEndpoints.Definition.NameOf(fiscalYear), cancellationToken, moment);
        return Results.Json(ReportComposer.Compose(figures, history.State(FiscalYearEndpoints.Definition), moment), ContractJson.Options);
    }

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Moment();
}
