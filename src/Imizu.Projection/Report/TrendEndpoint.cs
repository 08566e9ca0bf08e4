using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.Contracts.Reports;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Imizu.Projection.Figures;
using Microsoft.AspNetCore.Mvc;

namespace Imizu.Projection.Report;

/// <summary>Maps <c>GET /reports/trend?years=2020..2024&amp;cells=&amp;asOf=&amp;format=</c>: figures of several years beside one another.</summary>
public static class TrendEndpoint
{
    private const int FewestYears = 2, MostYears = 20, MostCells = 50;

    public static void MapTrend(this IEndpointRouteBuilder app) =>
        app.MapGet("/reports/trend", Read).RequireAuthorization(Right.ReadReports).RequireRateLimiting(ReportEndpoints.AtOnce).WithTags("reports").WithSummary("集計値の年度ごとの推移（years は 2020..2024 の形、cells は集計項目のキーをコンマで区切る。付けなければ報告書の指標。format は json か csv）")
            .Produces<Trend>().ProducesValidationProblem();

    /// <param name="years">The first and the last fiscal year, with two dots between.</param>
    /// <param name="cells">The keys of figures, with commas between; without it those of the printed report's indicators.</param>
    /// <param name="asOf">A moment with its offset, or a day, which means its end in Japan.</param>
    private static async Task<IResult> Read(
        LiveFigures live, ReportForms forms, TimeProvider clock, CancellationToken cancellationToken, string? years = null, string? cells = null, [FromQuery(Name = "asOf")] string? asOf = null,
        string format = ReportFormat.Json)
    {
        if (years?.Split("..") is not [var first, var last] || !StreamIds.Year.Admits(first) || !StreamIds.Year.Admits(last)
            || int.Parse(last) - int.Parse(first) + 1 is not (>= FewestYears and <= MostYears and var count))
        {
            return Problems.Invalid("years", $"2020..2024 のように、最初と最後の年度を西暦 4 桁（2000～2099）で、{FewestYears} 年度から {MostYears} 年度までにしてください。");
        }
        string[] keys = [.. cells?.Split(',', StringSplitOptions.TrimEntries).Distinct() ?? forms.Find(ReportForms.Printed)!.Indicators];
        if (keys.FirstOrDefault(key => FigureCatalog.Cell(key) is null) is { } unknown)
        {
            return Problems.Invalid("cells", $"{unknown} という集計項目はありません。GET /figures の一覧から選んでください。");
        }
        if (keys.Length > MostCells)
        {
            return Problems.Invalid("cells", $"集計項目は {MostCells} までにしてください。");
        }
        DateTimeOffset? moment = null;
        if (asOf is not null && ReportMoment.Moment("asOf", asOf, clock, out moment) is { } problem)
        {
            return problem;
        }
        if (ReportFormat.RefusedOfTable(format) is { } refused)
        {
            return refused;
        }
        var figures = new List<YearFigures>();
        foreach (var year in Enumerable.Range(int.Parse(first), count))
        {
            figures.Add(await live.Read(new FiscalYear(year), moment, cancellationToken));
        }
        return ReportFormat.Answer(new Trend(moment, [.. figures.Select(of => of.Year.Year)], [.. keys.Select(Cell)]), format);

        TrendCell Cell(string key)
        {
            var (figure, row) = FigureCatalog.Cell(key)!.Value;
            var (words, unit) = YearFigures.Described(figure, row, figures.AsEnumerable().Reverse());
            return new TrendCell(key, words, unit, [.. figures.Select(of => of.Value(key))]);
        }
    }
}
