using System.Net.Http.Json;
using System.Text.Json;

namespace Imizu.Cli.Operating;

/// <summary>What a service answers of its health.</summary>
/// <param name="Reasons">Why it is degraded, by the health check that says so.</param>
internal sealed record ServiceHealth(IReadOnlyDictionary<string, string> Reasons)
{
    /// <summary>Why a service is degraded, by the health check that says so; empty where it is not.</summary>
    /// <param name="http">Asks it.</param>
    /// <param name="service">Where it is.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<IReadOnlyDictionary<string, string>> ReasonsAsync(HttpClient http, Uri service, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(service, "/health/ready"), cancellationToken);
            return (await answer.Content.ReadFromJsonAsync<ServiceHealth>(cancellationToken))?.Reasons ?? new Dictionary<string, string>();
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new Dictionary<string, string> { ["health"] = e.Message };
        }
    }
}
