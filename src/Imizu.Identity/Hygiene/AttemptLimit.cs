using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Imizu.Identity.Hygiene;

/// <summary>How often secrets may be tried from one address, over all accounts; of one account, the lock-out counts.</summary>
internal static class AttemptLimit
{
    // Machines, whose secrets are long, ask for a token for each service that they ask.
    private const string Machines = "/connect/token";
    private const int OfMachines = 10, NetworkBytes = 8;

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
                    $"{NetworkOf(http.Connection.RemoteIpAddress)} {path}",
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = settings.AttemptsPerMinute * (path == Machines ? OfMachines : 1), Window = TimeSpan.FromMinutes(1), QueueLimit = 0 })
                : RateLimitPartition.GetNoLimiter("");
        });
    });

    // Whoever has an address of IPv6 has all of its network.
    private static string NetworkOf(IPAddress? address) => address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
        ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes)) : $"{address}";
}
