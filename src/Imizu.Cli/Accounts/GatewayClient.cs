using System.Data.Common;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Imizu.Cli.Commands;
using Imizu.Cli.Stack;
using Imizu.Contracts;
using Imizu.LocalStack;
using Imizu.Operations.Loading;

namespace Imizu.Cli.Accounts;

/// <summary>The gateway, asked as its operator.</summary>
internal sealed class GatewayClient : IDisposable
{
    private const string PasswordVariable = "IMIZU_OPERATOR_PASSWORD";

    private readonly HttpClient _http;

    private GatewayClient(Uri address, Uri? broker, DbConnectionStringBuilder credential)
    {
        (Address, Broker) = (address, broker);
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential["Username"]}:{credential["Password"]}")));
        _http.DefaultRequestHeaders.Add(ActorCode.Header, CommandLine.Actor);
    }

    /// <summary>Where other systems find the gateway.</summary>
    public Uri Address { get; }

    /// <summary>Where they find the broker, with the administrator's password in it; null where that is not known here.</summary>
    public Uri? Broker { get; }

    /// <summary>Of the stack at an address, on a data folder, or that runs here.</summary>
    /// <exception cref="OperationFailedException">None runs, or the password is missing.</exception>
    public static GatewayClient Of(Repository repository, GatewayPlace place)
    {
        if (place.Url is { } url)
        {
            return Environment.GetEnvironmentVariable(PasswordVariable) is { Length: > 0 } password
                ? new(url, broker: null, new DbConnectionStringBuilder { ["Username"] = "operator", ["Password"] = password })
                : throw new OperationFailedException($"{PasswordVariable} is not set: the operator's password at {url}, that is the stack's parameter operator-password.");
        }
        var data = place.Data;
        var folder = data is null ? repository.RunningFolder() : Path.GetFullPath(data);
        if (folder is null || StackState.Read(folder) is not { IsRunning: true } running || !running.Addresses().TryGetValue(Services.Gateway, out var address))
        {
            throw new OperationFailedException($"No stack runs here. Start one with ./imizu up, or say where one runs: with --data FOLDER, or with --url URL and the operator's password in {PasswordVariable}.");
        }
        var connections = StackState.ReadConnectionStrings(folder);
        return new(address, new Uri(connections["messaging"]), new DbConnectionStringBuilder { ConnectionString = connections["operator"] });
    }

    /// <summary>Asks, and reads the answer.</summary>
    /// <exception cref="OperationFailedException">It refuses; the message is what it says.</exception>
    public async Task<T> AskAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
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
