using System.Net.Http.Json;
using Imizu.Contracts;
using Imizu.Contracts.Reports;

namespace Imizu.Operations.Loading;

/// <summary>What one service has recorded, followed through its feed until all of it has been seen there.</summary>
internal sealed class FeedGoal(string service, Uri address, IReadOnlySet<Guid> entries)
{
    private const int Page = 1000;

    private readonly HashSet<Guid> _missing = [.. entries];
    private long _position;

    /// <summary>Reads on from where it stopped, as far as the feed goes now.</summary>
    public async Task ReadOnAsync(HttpClient http, CancellationToken cancellationToken)
    {
        List<EventEnvelope> page;
        do
        {
            var feed = new Uri(address, $"/events?after={_position}&limit={Page}");
            page = await http.GetFromJsonAsync<List<EventEnvelope>>(feed, ContractJson.Options, cancellationToken) ?? [];
            _missing.ExceptWith(page.Select(envelope => envelope.Id));
            _position = page is [.., var last] ? last.Position : _position;
        }
        while (page.Count == Page);
    }

    /// <summary>What is missing from the report; null if nothing is.</summary>
    public string? Lag(AnnualReport report)
    {
        var counted = report.Sources.FirstOrDefault(source => source.Source == $"urn:imizu:{service}")?.Position ?? 0;
        return _missing.Count > 0 ? $"{service}: {_missing.Count} recorded entries are not in its feed yet"
            : counted < _position ? $"{service}: the report counts up to position {counted} of {_position}"
            : null;
    }
}
