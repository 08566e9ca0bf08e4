using Imizu.Contracts;
using Imizu.EventStreams.Http;

namespace Imizu.Projection.Journal;

/// <summary>The route <c>GET /control-totals?source=&amp;upTo=&amp;fresh=</c>: proves that the journal has every event of a source.</summary>
public static class JournalTotalsEndpoint
{
    public static void MapJournalTotals(this IEndpointRouteBuilder app) =>
        app.MapGet("/control-totals", Read).WithTags("events").WithSummary("照合用の合計（source から届いた記録の件数とハッシュ、upTo の位置まで）")
            .Produces<ControlTotals>().ProducesValidationProblem();

    /// <param name="totals">The journal's.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <param name="source">Whose events, such as <c>urn:imizu:consultation</c>.</param>
    /// <param name="upTo">The last position to count; without it the journal's head.</param>
    /// <param name="fresh">Whether to read everything again, rather than only what is new since the last call.</param>
    private static async Task<IResult> Read(
        JournalTotals totals, CancellationToken cancellationToken, string? source = null, long? upTo = null, bool fresh = false) =>
        source is null || !EventSources.All.Contains(source)
            ? Problems.Invalid("source", $"次のどれかを指定してください: {string.Join(", ", EventSources.All)}")
        : upTo < 0
            ? Problems.Invalid("upTo", "0 以上の位置を指定してください。")
        : Results.Json(await totals.UpTo(source, upTo ?? long.MaxValue, fresh, cancellationToken), ContractJson.Options);
}
