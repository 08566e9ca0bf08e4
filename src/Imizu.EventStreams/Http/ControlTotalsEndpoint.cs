using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.EventStreams.Totals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Imizu.EventStreams.Http;

/// <summary>The route <c>GET /control-totals?upTo=&amp;fresh=</c>: by it a follower verifies that it has every event of the service.</summary>
public static class ControlTotalsEndpoint
{
    public static void MapControlTotals(this IEndpointRouteBuilder app) =>
        app.MapGet("/control-totals", Read).RequireAuthorization(Right.ReadTotals).WithTags("events").WithSummary("照合用の合計（件数とハッシュ、upTo の位置まで）")
            .Produces<ControlTotals>().ProducesValidationProblem();

    /// <param name="totals">The service's own.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <param name="upTo">The last position to count; without it the high-water mark.</param>
    /// <param name="fresh">Whether to read everything again, rather than only what is new since the last call.</param>
    private static async Task<IResult> Read(SourceTotals totals, CancellationToken cancellationToken, long? upTo = null, bool fresh = false) =>
        upTo < 0
            ? Problems.Invalid("upTo", "0 以上の位置を指定してください。")
            : Results.Json(await totals.UpTo(upTo ?? long.MaxValue, fresh, cancellationToken), ContractJson.Options);
}
