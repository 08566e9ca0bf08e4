using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Imizu.Identity.Hygiene;

/// <summary>How often secrets may be tried from one address, over all accounts; of one account, the lock-out counts.</summary>
internal static class AttemptLimit
{
    // Machines, whose secrets are long, ask for a token for each service that they ask.
    private const string Machines = "/connect/token";
    private const int OfMachines = 10;

    private static readonly string[] Tried = ["/log-in", "/second-factor", "/passkey/log-in", Machines, "/connect/revoke"];

    /// <summary>Adds the limit to all that is posted where a secret is tried.</summary>
    public static void AddAttemptLimit(this IServiceCollection services, IdentitySettings settings) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
        {
            // Routes take either case, and a slash at the end.
            var path = $"{http.Request.Path}".TrimEnd('/').ToLowerInvariant();
            return HttpMethods.IsPost(http.Request.Method) && Tried.Contains(path)
                ? RateLimitPartition.GetFixedWindowLimiter(
                    $"{http.Connection.RemoteIpAddress} {path}",
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = settings.AttemptsPerMinute * (path == Machines ? OfMachines : 1), Window = TimeSpan.FromMinutes(1), QueueLimit = 0 })
                : RateLimitPartition.GetNoLimiter("");
        });
    });
}
