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

/// <summary><c>GET /reports/{fiscalYear}?asOf=</c>: the report of a year, as of now or as of an earlier moment.</summary>
public static partial class ReportEndpoints
{
    public static void AddReports(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<YearFiguresReader>().AddSingleton<LiveFigures>();

    public static void MapReports(this IEndpointRouteBuilder app) =>
        app.MapGet("/reports/{fiscalYear}", Read).WithTags("reports").WithSummary("年度の実施状況（asOf を付けると、その時点の記録による）")
            .Produces<AnnualReport>().ProducesValidationProblem();

    /// <param name="asOf">ISO 8601 with an offset: a moment without one would be nine hours off for whoever means Japan's.</param>
    private static async Task<IResult> Read(
        string fiscalYear, YearFiguresReader reader, LiveFigures live, StreamStore streams, CancellationToken cancellationToken,
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
