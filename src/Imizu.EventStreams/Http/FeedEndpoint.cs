using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.EventStreams.Announcing;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Imizu.EventStreams.Http;

/// <summary>
/// The route <c>GET /events?after=&amp;limit=&amp;wait=&amp;replay=</c>: the published events after a position as a CloudEvents batch, complete
/// up to the high-water mark.
/// </summary>
public static class FeedEndpoint
{
    /// <summary>The response header with the high-water mark.</summary>
    public const string HighWaterHeader = "Imizu-High-Water";

    /// <summary>
    /// The response header with the position of the last event at or before <c>after</c> that is recorded, whether the high-water mark has passed it yet or not.
    /// </summary>
    public const string PreviousPositionHeader = "Imizu-Previous-Position";

    private const int MostEvents = 1000, LongestWait = 30;

    public static void MapFeed(this IEndpointRouteBuilder app) =>
        app.MapGet("/events", Read).RequireAuthorization(Right.ReadFeeds).WithTags("events").WithSummary("出来事の配信（after より後、位置の順）")
            .Produces<IReadOnlyList<EventEnvelope>>(contentType: "application/cloudevents-batch+json").ProducesValidationProblem();

    /// <param name="store">The service's events.</param>
    /// <param name="watch">Waits for more of them.</param>
    /// <param name="service">The service.</param>
    /// <param name="http">For the header.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <param name="after">The last position that the caller has; 0 for all.</param>
    /// <param name="limit">The most events to answer, 1 to 1,000.</param>
    /// <param name="wait">How many seconds to wait for one, 0 to 30.</param>
    /// <param name="replay">Whether the caller replays history: each event is then marked as <see cref="EventEnvelope.Replayed"/>.</param>
    private static async Task<IResult> Read(
        IDocumentStore store, HighWaterWatch watch, ServiceIdentity service, HttpContext http, CancellationToken cancellationToken,
        long after = 0, int limit = 500, int wait = 0, bool replay = false)
    {
        if (after < 0)
        {
            return Problems.Invalid("after", "0 以上の位置を指定してください。");
        }
        if (limit is < 1 or > MostEvents)
        {
            return Problems.Invalid("limit", $"1 から {MostEvents} までを指定してください。");
        }
        if (wait is < 0 or > LongestWait)
        {
            return Problems.Invalid("wait", $"0 から {LongestWait} 秒までを指定してください。");
        }

        var highWater = await watch.Beyond(after, TimeSpan.FromSeconds(wait), cancellationToken);
        await using var session = store.QuerySession();
        var previous = await session.LastPositionUpTo(after, cancellationToken);
        var events = await session.EventsAfter(after, highWater, limit, cancellationToken);
        http.Response.Headers[HighWaterHeader] = highWater.ToString();
        http.Response.Headers[PreviousPositionHeader] = previous.ToString();
        var page = Envelopes.Chain(events, previous, service.Source).Select(envelope => replay ? envelope with { Replayed = true } : envelope);
        return Results.Json(page, ContractJson.Options, "application/cloudevents-batch+json");
    }
}
