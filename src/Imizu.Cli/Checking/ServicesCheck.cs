using System.Net;

namespace Imizu.Cli.Checking;

/// <summary>The services as a stranger on the network meets them.</summary>
internal static class ServicesCheck
{
    // What each of them has, and shows to auditors alone.
    private const string Closed = "/access-log";

    private static readonly string[] WithLog = [.. Operations.Loading.Services.Logging];

    public static async IAsyncEnumerable<Finding> RunAsync(IReadOnlyDictionary<string, Uri> services)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) };
        foreach (var (name, address) in services.OrderBy(service => service.Key, StringComparer.Ordinal))
        {
            if (address.Scheme != Uri.UriSchemeHttps && !IsThisMachine(address.Host))
            {
                yield return Finding.Wrong(name, $"{address} is another machine's, and not https", "Put what speaks TLS before it (docs/deploying.md).");
            }

            if (!WithLog.Contains(name))
            {
                continue;
            }

            var asked = DateTimeOffset.UtcNow;
            using var answer = await http.GetAsync(new Uri(address, Closed));
            yield return answer.StatusCode == HttpStatusCode.Unauthorized
                ? Finding.Well(name, "who has no token is refused")
                : Finding.Wrong(name, $"who has no token is answered {(int)answer.StatusCode} instead of 401", "Nobody but a proxy of yours may stand before it; look at what answers there.");
            if (answer.Headers.Date is { } theirs)
            {
                // To the second.
                yield return Finding.OfClock(name, theirs, asked.AddSeconds(-1), DateTimeOffset.UtcNow);
            }
        }
    }

    /// <summary>Whether a host is this machine.</summary>
    public static bool IsThisMachine(string host) => host is "localhost" || host.StartsWith('/') || IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address);
}
