using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Serialization;
using Imizu.Contracts;

namespace Follower;

/// <summary>Whose events can be followed, and where.</summary>
internal sealed record Source([property: JsonPropertyName("source")] string Name, string Events, string ControlTotals);

/// <summary>Imizu's gateway: the sources, their feeds and their control totals.</summary>
internal sealed class Gateway : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(1) };

    /// <param name="address">With the account's name and password in it.</param>
    public Gateway(Uri address)
    {
        _http.BaseAddress = address;
        var account = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo));
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(account));
    }

    public Task<List<Source>> Sources(CancellationToken cancellationToken) => Get<List<Source>>("/sources", cancellationToken);

    /// <summary>The next events; none at the high-water mark.</summary>
    public Task<List<EventEnvelope>> EventsAfter(Source source, long position, CancellationToken cancellationToken) =>
        Get<List<EventEnvelope>>($"{source.Events}?after={position}&limit=1000", cancellationToken);

    public Task<ControlTotals> Totals(Source source, long upTo, CancellationToken cancellationToken) =>
        Get<ControlTotals>($"{source.ControlTotals}?upTo={upTo}", cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<T> Get<T>(string address, CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync<T>(address, ContractJson.Options, cancellationToken))!;
}
