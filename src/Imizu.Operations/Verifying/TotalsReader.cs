using System.Text.Json;
using Imizu.Operations.Loading;
using Imizu.Contracts;

namespace Imizu.Operations.Verifying;

/// <summary>Asks a service for the control totals of its own events, and the projection service for those of its journal.</summary>
/// <param name="services">Where each service is, by its name.</param>
/// <param name="http">The client.</param>
internal sealed class TotalsReader(IReadOnlyDictionary<string, Uri> services, HttpClient http)
{
    /// <param name="service">The service.</param>
    /// <param name="upTo">The last position to count; null for all.</param>
    /// <param name="isFresh">Whether every event is to be read again.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public Task<ControlTotals> OfSourceAsync(string service, long? upTo, bool isFresh, CancellationToken cancellationToken) =>
        ReadAsync(services[service], $"?fresh={isFresh}", upTo, cancellationToken);

    /// <inheritdoc cref="OfSourceAsync" />
    public Task<ControlTotals> OfJournalAsync(string service, long? upTo, bool isFresh, CancellationToken cancellationToken) =>
        ReadAsync(services[Services.Projection], $"?source=urn:imizu:{service}&fresh={isFresh}", upTo, cancellationToken);

    private async Task<ControlTotals> ReadAsync(Uri service, string query, long? upTo, CancellationToken cancellationToken)
    {
        var limit = upTo is { } position ? $"&upTo={position}" : "";
        var json = await http.ReadTextAsync(new Uri(service, $"/control-totals{query}{limit}"), cancellationToken);
        return JsonSerializer.Deserialize<ControlTotals>(json, ContractJson.Options)!;
    }
}
