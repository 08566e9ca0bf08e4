using Imizu.Contracts;
using Imizu.Gateway.Accounts;

namespace Imizu.Gateway.Following;

/// <summary>The feeds and control totals of all services at one address, for follower accounts.</summary>
internal static class FollowingEndpoints
{
    /// <summary>The name of the limit of an account's concurrent requests.</summary>
    public const string AtOnce = "follower-at-once";

    /// <summary>A follower needs one per source. Each waiting request makes the service poll ten times a second.</summary>
    public const int MostAtOnce = 16;

    private static readonly SourceRequest Events = new("/events", "after", "limit", "wait", "replay");

    // Without "fresh", which makes a service hash all of its events again.
    private static readonly SourceRequest Totals = new("/control-totals", "upTo");

    public static void MapFollowing(this IEndpointRouteBuilder app)
    {
        var sources = app.MapGroup("/sources").WithTags("sources").RequireAuthorization(Policies.Follower).RequireRateLimiting(AtOnce)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        sources.MapGet("", () => Sources.All).WithSummary("出所の一覧");
        sources.MapGet("/{name}/events", (string name, HttpContext http, SourceForwarder forwarder, long? after, int? limit, int? wait, bool? replay) =>
                forwarder.Forward(http, name, Events))
            .WithSummary("出所の出来事の配信（after より後、位置の順）")
            .Produces<IReadOnlyList<EventEnvelope>>(contentType: "application/cloudevents-batch+json").ProducesValidationProblem();
        sources.MapGet("/{name}/control-totals", (string name, HttpContext http, SourceForwarder forwarder, long? upTo) =>
                forwarder.Forward(http, name, Totals))
            .WithSummary("照合用の合計（件数とハッシュ、upTo の位置まで）").Produces<ControlTotals>().ProducesValidationProblem();
    }
}
