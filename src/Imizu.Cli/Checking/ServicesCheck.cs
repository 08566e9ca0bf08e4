using System.Net;
using Imizu.Operations.Loading;

namespace Imizu.Cli.Checking;

/// <summary>The services as a stranger on the network meets them.</summary>
internal static class ServicesCheck
{
    // What each of them has, and shows to auditors alone.
    private const string Closed = "/access-log";

    public static async IAsyncEnumerable<Finding> RunAsync(IReadOnlyDictionary<string, Uri> services, TimeProvider clock)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) };
        foreach (var (name, address) in services.OrderBy(service => service.Key, StringComparer.Ordinal))
        {
            foreach (var finding in OfWay(name, address))
            {
                yield return finding;
            }

            if (!Services.Logging.Contains(name))
            {
                continue;
            }

            var asked = clock.GetUtcNow();
            var (answer, failure) = await AskAsync(http, new Uri(address, Closed));
            if (answer is null)
            {
                yield return Finding.Wrong(name, $"it does not answer ({failure})", "See whether it runs: ./imizu status.");
                continue;
            }

            using var _ = answer;
            yield return answer.StatusCode == HttpStatusCode.Unauthorized
                ? Finding.Well(name, "who has no token is refused")
                : Finding.Wrong(name, $"who has no token is answered {(int)answer.StatusCode} instead of 401", "Nobody but a proxy of yours may stand before it; look at what answers there.");
            if (answer.Headers.Date is { } theirs)
            {
                // To the second.
                yield return Finding.OfClock(name, theirs, asked.AddSeconds(-1), clock.GetUtcNow());
            }
        }
    }

    private static async Task<(HttpResponseMessage? Answer, string Failure)> AskAsync(HttpClient http, Uri address)
    {
        try
        {
            return (await http.GetAsync(address), "");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return (null, e.Message.TrimEnd('.'));
        }
    }

    /// <summary>What is wrong with the way to a server: in the clear on a network that is not one machine's.</summary>
    public static IEnumerable<Finding> OfWay(string of, Uri address) => IsThisMachine(address.Host) || address.Scheme is "https" or "amqps" ? []
        : [Finding.Wrong(of, $"{address.Scheme}://{address.Authority} is another machine's, and speaks no TLS", "Put TLS before it or into it (docs/deploying.md).")];

    /// <summary>Whether a host is this machine.</summary>
    public static bool IsThisMachine(string host) => host is "localhost" || host.StartsWith('/') || IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address);
}
