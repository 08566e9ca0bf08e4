using System.Threading.RateLimiting;
using Imizu.Contracts;
using Imizu.Gateway.Accounts;

namespace Imizu.Gateway.Following;

/// <summary>The feeds of all services, on one address and for one credential.</summary>
public static class FollowingHosting
{
    private static readonly SourceRequest Events = new("/events", "after", "limit", "wait", "replay");

    // Not "fresh", with which a service counts all of its events again.
    private static readonly SourceRequest Totals = new("/control-totals", "upTo");

    // A follower needs one for each source. Each that waits has the service look ten times a second.
    private const int MostAtOnce = 16;

    private const string AtOnce = "follower-at-once";

    public static void AddFollowing(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton<SourceForwarder>();
        builder.Services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.AddPolicy(AtOnce, http => RateLimitPartition.GetConcurrencyLimiter(
                http.User.Identity?.Name ?? "", _ => new ConcurrencyLimiterOptions { PermitLimit = MostAtOnce, QueueLimit = 0 }));
        });
    }

    /// <summary>Behind authentication: the limit is for each account.</summary>
    public static void UseFollowing(this WebApplication app)
    {
        app.UseRateLimiter();
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
