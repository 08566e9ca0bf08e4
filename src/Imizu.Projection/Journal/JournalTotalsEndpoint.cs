using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.EventStreams.Http;
using Imizu.EventStreams.Totals;

namespace Imizu.Projection.Journal;

/// <summary>The route <c>GET /control-totals?source=&amp;upTo=&amp;fresh=</c>: proves that the journal has every event of a source; without one, those of this service's own events.</summary>
public static class JournalTotalsEndpoint
{
    public static void MapJournalTotals(this IEndpointRouteBuilder app) =>
        app.MapGet("/control-totals", Read).RequireAuthorization(Right.ReadTotals).WithTags("events").WithSummary("照合用の合計（source から届いた記録の件数とハッシュ、upTo の位置まで。source がなければ、このサービス自身の記録）")
            .Produces<ControlTotals>().ProducesValidationProblem();

    /// <param name="totals">The journal's.</param>
    /// <param name="own">The service's own.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <param name="source">Whose events, such as <c>urn:imizu:consultation</c>.</param>
    /// <param name="upTo">The last position to count; without it the journal's head.</param>
    /// <param name="fresh">Whether to read everything again, rather than only what is new since the last call.</param>
    private static async Task<IResult> Read(
        JournalTotals totals, SourceTotals own, CancellationToken cancellationToken, string? source = null, long? upTo = null, bool fresh = false) =>
        source is not (null or EventSources.Own) && !EventSources.All.Contains(source)
            ? Problems.Invalid("source", $"次のどれかを指定してください: {string.Join(", ", EventSources.All.Append(EventSources.Own))}")
        : upTo < 0
            ? Problems.Invalid("upTo", "0 以上の位置を指定してください。")
        : source is null or EventSources.Own
            ? Results.Json(await own.UpTo(upTo ?? long.MaxValue, fresh, cancellationToken), ContractJson.Options)
        : Results.Json(await totals.UpTo(source, upTo ?? long.MaxValue, fresh, cancellationToken), ContractJson.Options);
}
