using Imizu.Contracts;
using Imizu.Contracts.Access;

namespace Imizu.Gateway.Following;

/// <summary>The URLs of a source's feed and control totals.</summary>
/// <param name="Source">As its events say, such as <c>urn:imizu:consultation</c>.</param>
/// <param name="Events">Its feed.</param>
/// <param name="ControlTotals">What proves to a follower that it has everything.</param>
public sealed record SourceAnswer(string Source, string Events, string ControlTotals);

/// <summary>The feeds and control totals of all services at one address, for who may read feeds.</summary>
internal static class FollowingEndpoints
{
    /// <summary>The name of the limit of an account's concurrent requests.</summary>
    public const string AtOnce = "follower-at-once";

    /// <summary>A follower needs one per source.</summary>
    public const int MostAtOnce = 16;

    public static void MapFollowing(this IEndpointRouteBuilder app)
    {
        var sources = app.MapGroup("/sources").WithTags("sources").RequireAuthorization(Right.ReadFeeds).RequireRateLimiting(AtOnce).ProducesProblem(StatusCodes.Status429TooManyRequests);
        sources.MapGet("", () => SourceForwarder.Names.Select(name => new SourceAnswer($"urn:imizu:{name}", $"/sources/{name}/events", $"/sources/{name}/control-totals")))
            .WithSummary("出所の一覧");
        sources.MapGet("/{name}/events", (string name, HttpContext http, SourceForwarder forwarder, long? after, int? limit, int? wait, bool? replay) =>
                forwarder.Forward(http, name, "/events", "after", "limit", "wait", "replay"))
            .WithSummary("出所の出来事の配信（after より後、位置の順）")
            .Produces<IReadOnlyList<EventEnvelope>>(contentType: "application/cloudevents-batch+json").ProducesValidationProblem();
        // Without "fresh", which makes a service hash all of its events again.
        sources.MapGet("/{name}/control-totals", (string name, HttpContext http, SourceForwarder forwarder, long? upTo) => forwarder.Forward(http, name, "/control-totals", "upTo"))
            .WithSummary("照合用の合計（件数とハッシュ、upTo の位置まで）").Produces<ControlTotals>().ProducesValidationProblem();
    }
}
