using System.Globalization;
using System.Text;
using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.Contracts.FiscalYears;
using Imizu.Contracts.Reports;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Imizu.EventStreams.Storage;
using Imizu.Projection.FiscalYears;
using Imizu.Projection.Report;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Imizu.Projection.Editions;

/// <summary>Maps the routes that read editions (確定版, 訂正版): <c>/editions</c> of all years, <c>/fiscal-years/{id}/editions</c> of one.</summary>
public static class EditionEndpoints
{
    /// <summary>What a further edition would say, in the place of an edition's number.</summary>
    private const string Now = "now";

    public static void MapEditions(this IEndpointRouteBuilder app)
    {
        app.MapGet("/editions", async (StreamStore streams, CancellationToken cancellationToken) => Results.Json(
                (await streams.ReadBetween(FiscalYearEndpoints.Definition.Names, cancellationToken)).SelectMany(Summaries), ContractJson.Options))
            .RequireAuthorization(Right.ReadReports).WithTags("editions").WithSummary("すべての年度の確定版と訂正版").Produces<IReadOnlyList<EditionSummary>>();
        var ofYear = app.MapGroup("/fiscal-years/{id}/editions").RequireAuthorization(Right.ReadReports).WithTags("editions").ProducesValidationProblem().ProducesValidationProblem(StatusCodes.Status404NotFound);
        ofYear.MapGet("", List).WithSummary("年度の確定版と訂正版").Produces<IReadOnlyList<EditionSummary>>();
        ofYear.MapGet("/{number:int}", Read).WithSummary("確定版または訂正版（いつ読んでも同じ内容）").Produces<Edition>();
        ofYear.MapGet("/{number:int}/differences", Differences).RequireRateLimiting(ReportEndpoints.AtOnce).WithSummary("版の違い（with=版の番号、または now）").Produces<EditionDifferences>();
    }

    /// <summary>A year's edition; else the problem with what was asked.</summary>
    internal static async Task<(string? Content, IResult? Problem)> Find(NpgsqlDataSource database, FiscalYear year, int number, string field, CancellationToken cancellationToken) =>
        await EditionTable.Read(database, year, number, cancellationToken) is { } content ? (content, null)
            : (null, Problems.Invalid(field, $"{year.Year}年度に第{number}版はありません。GET /fiscal-years/{year.Year}/editions の一覧から選んでください。", StatusCodes.Status404NotFound));

    private static async Task<IResult> List(string id, StreamStore streams, CancellationToken cancellationToken) => Year(id, out _)
        ?? Results.Json(Summaries(await streams.Read(FiscalYearEndpoints.Definition.NameOf(id), cancellationToken)), ContractJson.Options);

    private static async Task<IResult> Read(string id, int number, NpgsqlDataSource database, HttpContext http, CancellationToken cancellationToken)
    {
        if (Year(id, out var year) is { } noYear)
        {
            return noYear;
        }
        var (content, problem) = await Find(database, year, number, "number", cancellationToken);
        if (content is null)
        {
            return problem!;
        }
        http.Response.Headers.ETag = $"\"{EditionJson.HashOf(content)}\"";
        return Results.Bytes(Encoding.UTF8.GetBytes(content), "application/json");
    }

    /// <param name="against">The number of the earlier edition, by default the one before; or <c>now</c>, for what a further edition would say.</param>
    private static async Task<IResult> Differences(
        string id, int number, EditionDrafts drafts, YearFiguresReader figures, NpgsqlDataSource database, CancellationToken cancellationToken, [FromQuery(Name = "with")] string? against = null)
    {
        if (Year(id, out var year) is { } noYear)
        {
            return noYear;
        }
        var (content, problem) = await Find(database, year, number, "number", cancellationToken);
        if (content is null)
        {
            return problem!;
        }
        if (against == Now)
        {
            var (due, fault) = await drafts.Due(year, cancellationToken);
            return fault is not null ? Problems.Refused(new Refusal("id", fault))
                : due?.From == number ? Results.Json(due, ContractJson.Options)
                : Problems.Invalid("with", "now と比べられるのは、最新の版だけです。");
        }
        if (!int.TryParse(against ?? $"{number - 1}", NumberStyles.None, CultureInfo.InvariantCulture, out var other) || other == 0)
        {
            return Problems.Invalid("with", $"比べる版の番号を 1 からの数字で、または {Now} を指定してください。");
        }
        var (earlier, missing) = await Find(database, year, other, "with", cancellationToken);
        if (earlier is null)
        {
            return missing!;
        }
        var (was, now) = (EditionJson.Read(earlier), EditionJson.Read(content));
        return Results.Json(
            EditionComparison.Of(was, now, await figures.ReadNames(year, now.AsOf, cancellationToken), await figures.ReadNames(year, was.AsOf, cancellationToken)), ContractJson.Options);
    }

    private static IEnumerable<EditionSummary> Summaries(History history) => history.Standing.Select(entry => entry.Data switch
    {
        FiscalYearEvent.YearClosed e => new EditionSummary(e.FiscalYear, e.Edition, Edition.NameOf(e.Edition), entry.Timestamp.ToUniversalTime(), e.ApprovedBy, e.RequestedBy, e.Hash),
        FiscalYearEvent.YearCorrected e => new EditionSummary(e.FiscalYear, e.Edition, Edition.NameOf(e.Edition), entry.Timestamp.ToUniversalTime(), e.ApprovedBy, e.RequestedBy, e.Hash),
        _ => null,
    }).OfType<EditionSummary>();

    private static IResult? Year(string id, out FiscalYear year) => ReportMoment.Year(id, out year, "id");
}
