using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Imizu.Gateway.Broker;

/// <summary>Client of the part of RabbitMQ's management API that reconciliation needs, for one virtual host.</summary>
internal sealed class ManagementApi : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="management">The management API's address with the administrator's user name and password.</param>
    /// <param name="virtualHost">Its name.</param>
    public ManagementApi(Uri management, string virtualHost)
    {
        var credential = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(management.UserInfo)));
        // Without credentials, so that no error message contains them.
        var address = new UriBuilder(management) { UserName = "", Password = "" }.Uri;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            BaseAddress = new Uri(address, "api/"),
            Timeout = TimeSpan.FromSeconds(10),
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credential);
        Host = Uri.EscapeDataString(virtualHost);
    }

    /// <summary>The virtual host, escaped for a path.</summary>
    public string Host { get; }

    /// <summary>Reads one user; null where there is none.</summary>
    public async Task<JsonObject?> User(string name, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync($"users/{name}", cancellationToken);
        return answer.StatusCode is HttpStatusCode.NotFound ? null : await Read<JsonObject>(answer.EnsureSuccessStatusCode(), cancellationToken);
    }

    /// <summary>Reads the broker's current state.</summary>
    public async Task<BrokerState> State(CancellationToken cancellationToken)
    {
        async Task<IEnumerable<(string, JsonObject)>> All(string path, string name = "name") =>
            from found in await Get<List<JsonObject>>(path, cancellationToken) select ($"{path}/{found[name]}", found);
        var limits = from user in await Get<List<JsonObject>>("user-limits", cancellationToken)
                     from limit in user["value"]!.AsObject()
                     select ($"user-limits/{user["user"]}/{limit.Key}", new JsonObject { ["value"] = limit.Value!.DeepClone() });
        var permissions = from found in await Get<List<JsonObject>>($"vhosts/{Host}/permissions", cancellationToken)
                          select ($"permissions/{Host}/{found["user"]}", found);
        return new(
            new[] { await All("users"), permissions, limits, await All($"operator-policies/{Host}"), await All($"exchanges/{Host}") }.SelectMany(found => found).ToDictionary(),
            await Queues(cancellationToken));
    }

    /// <summary>The queues of the virtual host.</summary>
    public async Task<IReadOnlyList<BrokerQueue>> Queues(CancellationToken cancellationToken) =>
        await Get<List<BrokerQueue>>($"queues/{Host}?columns=name,arguments,consumers,messages", cancellationToken);

    /// <summary>
    /// The path of the connection that owns an exclusive queue; null for other queues, or where the broker does not report it yet. Listings omit
    /// it.
    /// </summary>
    public async Task<string?> OwnerOf(string queue, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync($"{queue}?columns=owner_pid_details", cancellationToken);
        return answer.IsSuccessStatusCode && await Read<JsonNode>(answer, cancellationToken) is JsonObject described
            && described["owner_pid_details"] is JsonObject owner ? $"connections/{Uri.EscapeDataString((string)owner["name"]!)}" : null;
    }

    /// <summary>Executes one step.</summary>
    /// <exception cref="BrokerRefusalException">The broker rejected the request.</exception>
    /// <exception cref="HttpRequestException">The broker is unavailable.</exception>
    public async Task Execute(BrokerStep step, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(step.Method, step.Path) { Content = step.Content is null ? null : JsonContent.Create(step.Content) };
        using var answer = await _http.SendAsync(request, cancellationToken);
        // Already deleted counts as success.
        if (!answer.IsSuccessStatusCode && !(answer.StatusCode is HttpStatusCode.NotFound && step.Method == HttpMethod.Delete))
        {
            throw new BrokerRefusalException($"{step}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> Get<T>(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(path, cancellationToken);
        return await Read<T>(answer.EnsureSuccessStatusCode(), cancellationToken);
    }

    /// <summary>What something else on the way answers is no broker's: it is away.</summary>
    private static async Task<T> Read<T>(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web, cancellationToken) ?? throw new JsonException("It is null.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new HttpRequestException($"The management API's answer to {answer.RequestMessage?.RequestUri?.AbsolutePath} cannot be read: {e.Message}", e);
        }
    }
}
