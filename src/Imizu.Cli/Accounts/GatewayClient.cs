using System.Text;
using System.Text.Json;
using Imizu.Cli.Stack;
using Imizu.Contracts;
using Imizu.LocalStack;
using Imizu.Operations.Loading;

namespace Imizu.Cli.Accounts;

/// <summary>The gateway, asked as its operator.</summary>
internal sealed class GatewayClient : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;

    private GatewayClient(Uri address, Uri? broker, HttpClient http) => (Address, Broker, _http) = (address, broker, http);

    /// <summary>Where other systems find the gateway.</summary>
    public Uri Address { get; }

    /// <summary>Where they find the broker, with the administrator's password in it; null where that is not known here.</summary>
    public Uri? Broker { get; }

    /// <summary>Of the stack at an address, on a data folder, or that runs here.</summary>
    /// <exception cref="OperationFailedException">None runs, or nobody's secret is known.</exception>
    public static GatewayClient Of(Repository repository, GatewayPlace place)
    {
        if (place.Url is { } url)
        {
            return new(url, broker: null, repository.Client(Services.Gateway, url, Timeout));
        }
        var data = place.Data;
        var folder = data is null ? repository.RunningFolder() : Path.GetFullPath(data);
        if (folder is null || StackState.Read(folder) is not { IsRunning: true } running || !running.Addresses().TryGetValue(Services.Gateway, out var address))
        {
            throw new OperationFailedException($"No stack runs here. Start one with ./imizu up, or say where one runs: with --data FOLDER, or with --url URL.");
        }
        var connections = StackState.ReadConnectionStrings(folder);
        return new(address, new Uri(connections["messaging"]), repository.Client(Services.Gateway, address, Timeout, folder));
    }

    /// <summary>Asks, and reads the answer.</summary>
    /// <exception cref="OperationFailedException">It refuses; the message is what it says.</exception>
    public async Task<T> AskAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path));
        if (body is not null)
        {
            request.Content = new StringContent(JsonSerializer.Serialize(body, ContractJson.Options), Encoding.UTF8, "application/json");
        }
        using var answer = await _http.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<T>(text, ContractJson.Options)!
            : throw new OperationFailedException($"{(int)answer.StatusCode}: {Said(text)}");
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The fields that are wrong, and why; else the answer as it is.</summary>
    private static string Said(string text)
    {
        try
        {
            return string.Join(' ', JsonDocument.Parse(text).RootElement.GetProperty("errors").EnumerateObject()
                .Select(field => $"{field.Name}: {string.Join(' ', field.Value.EnumerateArray())}"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return text;
        }
    }
}
