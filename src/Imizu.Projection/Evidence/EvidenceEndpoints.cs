using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.Contracts.Reports;
using Imizu.EventStreams.Http;
using Imizu.Projection.Figures;
using Imizu.Projection.Report;
using Microsoft.AspNetCore.Mvc;

namespace Imizu.Projection.Evidence;

/// <summary>Maps <c>GET /reports/{fiscalYear}/cells/{key}/evidence</c>: why a figure is what it is.</summary>
public static class EvidenceEndpoints
{
    private const int MostEvents = 1000;

    public static void MapEvidence(this IEndpointRouteBuilder app)
    {
        var cells = app.MapGroup("/reports/{fiscalYear}/cells/{section}/{figure}").WithTags("reports").RequireAuthorization(Right.ReadEvidence).RequireRateLimiting(ReportEndpoints.AtOnce);
        Described(cells.MapGet("/evidence", (string fiscalYear, string section, string figure, [AsParameters] Asked asked, CancellationToken cancellationToken) =>
            Read(fiscalYear, $"{section}/{figure}", asked, cancellationToken)));
        Described(cells.MapGet("/{row}/evidence", (string fiscalYear, string section, string figure, string row, [AsParameters] Asked asked, CancellationToken cancellationToken) =>
            Read(fiscalYear, $"{section}/{figure}/{row}", asked, cancellationToken)));
        app.MapGet("/reports/{fiscalYear}/changes", Changes).RequireAuthorization(Right.ReadEvidence).RequireRateLimiting(ReportEndpoints.AtOnce).WithTags("reports").WithSummary("二つの時点の間に変わった集計値と、その原因の記録")
            .Produces<ReportChanges>().ProducesValidationProblem();
        app.MapGet("/figures", () => Results.Json(FigureCatalog.All.Select(figure => new FigureDescription(
            figure.Key, figure.Words, figure.Unit, figure.Rule.Words, [.. figure.Rows?.Fixed.Select(row => new FigureRow(figure.RowKey(row.Key), row.Word)) ?? []])), ContractJson.Options))
            .RequireAuthorization(Right.ReadReports).WithTags("reports").WithSummary("集計項目の一覧").Produces<IReadOnlyList<FigureDescription>>();
    }

    private static void Described(RouteHandlerBuilder route) => route
        .WithSummary("集計値の根拠（数えた記録と、数えなかった近い記録）").Produces<CellEvidence>().ProducesValidationProblem().ProducesValidationProblem(StatusCodes.Status404NotFound);

    /// <param name="Evidence">The reader.</param>
    /// <param name="Figures">The figures that a derived figure's formula has.</param>
    /// <param name="Names">What rows are called.</param>
    /// <param name="Clock">Says what is the future.</param>
    /// <param name="AsOf">A moment with its offset, or a day, which means its end in Japan.</param>
    /// <param name="Offset">How many events of each list are passed over.</param>
    /// <param name="Limit">How many of each are wanted at most.</param>
    /// <param name="Format"><c>json</c> or <c>csv</c>.</param>
    private sealed record Asked(
        EvidenceReader Evidence, LiveFigures Figures, YearFiguresReader Names, TimeProvider Clock,
        [FromQuery(Name = "asOf")] string? AsOf = null, int Offset = 0, int Limit = 100, string Format = ReportFormat.Json);

    private static async Task<IResult> Read(string fiscalYear, string key, Asked asked, CancellationToken cancellationToken)
    {
        if (ReportMoment.Read(fiscalYear, asked.AsOf, asked.Clock, out var year, out var moment) is { } problem)
        {
            return problem;
        }
        if (ReportFormat.RefusedOfTable(asked.Format) is { } refused)
        {
            return refused;
        }
        if (asked.Offset < 0 || asked.Limit is < 1 or > MostEvents)
        {
            return asked.Offset < 0 ? Problems.Invalid("offset", "0 以上にしてください。") : Problems.Invalid("limit", $"1 から {MostEvents} までにしてください。");
        }
        if (FigureCatalog.Cell(key) is not var (figure, row))
        {
            return Problems.Invalid("key", $"{key} という集計項目はありません。GET /figures の一覧から選んでください。", StatusCodes.Status404NotFound);
        }
        if (figure.Rule is Derived derived)
        {
            var figures = await asked.Figures.Read(year, moment, cancellationToken);
            return ReportFormat.Answer(new CellEvidence(key, figure.Words, derived.Words, figures.Value(key), figure.Unit,
                [.. derived.Terms.Select(term => new FormulaTerm(Sign(term.Operator), term.Key, FigureCatalog.Figure(term.Key)!.Words, figures.Value(term.Key)))],
                new(0, []), new(0, [])), asked.Format);
        }
        var events = await asked.Evidence.Read(figure, row, year, moment, asked.Offset, asked.Limit, cancellationToken);
        var (words, unit) = YearFigures.Described(figure, row, figure.IsNamedByRecords(row) ? [await asked.Names.ReadNames(year, moment, cancellationToken)] : []);
        return ReportFormat.Answer(new CellEvidence(key, words, figure.Rule.Words, events.Value, unit, [],
            new(events.Counted.Total, [.. events.Counted.Items.Select(of => of.Event)]),
            new(events.Missed.Total, [.. events.Missed.Items.Select(of => new NearMiss(
                of.Event, of.Reason, of.Reason.Word(), of.Reason is NearMissReason.Retracted or NearMissReason.Corrected ? of.Retraction : null))])), asked.Format);
    }

    /// <param name="from">The earlier moment: with its offset, or a day, which means its end in Japan.</param>
    /// <param name="to">The later moment; by default now.</param>
    /// <param name="limit">The most events to name for each figure, 1 to 1,000.</param>
    private static async Task<IResult> Changes(
        string fiscalYear, ChangesReader changes, TimeProvider clock, CancellationToken cancellationToken, string? from = null, string? to = null, int limit = 100)
    {
        if (ReportMoment.Year(fiscalYear, out var year) is { } noYear)
        {
            return noYear;
        }
        if (ReportMoment.Moment("from", from ?? "", clock, out var earlier) is { } noMoment)
        {
            return noMoment;
        }
        DateTimeOffset? later = null;
        if (to is not null && ReportMoment.Moment("to", to, clock, out later) is { } noLater)
        {
            return noLater;
        }
        return later < earlier ? Problems.Invalid("to", "from より後の時点にしてください。")
            : limit is < 1 or > MostEvents ? Problems.Invalid("limit", $"1 から {MostEvents} までにしてください。")
            : Results.Json(await changes.Read(year, earlier!.Value, later ?? clock.GetUtcNow(), limit, cancellationToken), ContractJson.Options);
    }

    private static string Sign(FormulaOperator sign) => sign switch { FormulaOperator.Plus => "＋", FormulaOperator.Minus => "－", _ => "÷" };
}
