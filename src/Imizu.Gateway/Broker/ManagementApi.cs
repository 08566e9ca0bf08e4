using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Imizu.Gateway.Broker;

/// <summary>As much as is needed of RabbitMQ's HTTP API, on one virtual host.</summary>
internal sealed class ManagementApi : IDisposable
{
    private static readonly JsonSerializerOptions Words = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly HttpClient _http;
    private readonly string _host;

    /// <param name="management">Where it is, with the administrator's name and password.</param>
    /// <param name="virtualHost">Its name.</param>
    public ManagementApi(Uri management, string virtualHost)
    {
        var credential = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(management.UserInfo)));
        // Without them, so that no error can name them.
        var address = new UriBuilder(management) { UserName = "", Password = "" }.Uri;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            BaseAddress = new Uri(address, "api/"),
            Timeout = TimeSpan.FromSeconds(5),
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credential);
        _host = Uri.EscapeDataString(virtualHost);
    }

    /// <summary>One user; null where there is none.</summary>
    public async Task<BrokerUser?> User(string name, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync($"users/{name}", cancellationToken);
        return answer.StatusCode is HttpStatusCode.NotFound
            ? null
            : await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<BrokerUser>(Words, cancellationToken);
    }

    /// <summary>What there is.</summary>
    public async Task<BrokerState> State(CancellationToken cancellationToken) => new(
        await All<BrokerUser>("users", cancellationToken),
        await All<BrokerPermission>($"vhosts/{_host}/permissions", cancellationToken),
        await All<BrokerUserLimits>("user-limits", cancellationToken),
        await All<OperatorPolicy>($"operator-policies/{_host}", cancellationToken),
        await All<BrokerExchange>($"exchanges/{_host}?columns=name", cancellationToken),
        await All<BrokerQueue>($"queues/{_host}?columns=name,arguments,consumers", cancellationToken));

    /// <summary>The name of the connection whose own a queue is; null where it is none's, or the broker does not say yet. A list does not tell.</summary>
    public async Task<string?> OwnerOf(BrokerQueue queue, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync($"queues/{_host}/{Uri.EscapeDataString(queue.Name)}?columns=owner_pid_details", cancellationToken);
        return answer.IsSuccessStatusCode
            && await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken) is { ValueKind: JsonValueKind.Object } described
            && described.TryGetProperty("owner_pid_details", out var owner) && owner.ValueKind == JsonValueKind.Object
            && owner.TryGetProperty("name", out var name) ? name.GetString() : null;
    }

    /// <summary>Does one thing.</summary>
    /// <exception cref="BrokerRefusalException">The broker refuses it.</exception>
    /// <exception cref="HttpRequestException">The broker is away.</exception>
    public async Task CarryOut(BrokerStep step, CancellationToken cancellationToken)
    {
        using var answer = await (step switch
        {
            BrokerStep.DeclareTopic it => Put($"exchanges/{_host}/{it.Exchange}", new { type = "topic", durable = true }, cancellationToken),
            BrokerStep.Bound it => Put($"operator-policies/{_host}/{it.Policy.Name}", it.Policy, cancellationToken),
            BrokerStep.Admit it => Put(
                $"users/{it.User.Name}", new { it.User.PasswordHash, it.User.HashingAlgorithm, Tags = string.Join(',', it.User.Tags) }, cancellationToken),
            BrokerStep.Permit it => Put($"permissions/{_host}/{it.Permission.User}", it.Permission, cancellationToken),
            BrokerStep.Limit it => Put($"user-limits/{it.User}/{it.Name}", new { it.Value }, cancellationToken),
            BrokerStep.Expel it => _http.DeleteAsync($"users/{it.User}", cancellationToken),
            BrokerStep.Disconnect it => _http.DeleteAsync($"connections/username/{it.User}", cancellationToken),
            BrokerStep.Close it => _http.DeleteAsync($"connections/{Uri.EscapeDataString(it.Connection)}", cancellationToken),
            BrokerStep.Remove it => _http.DeleteAsync($"queues/{_host}/{Uri.EscapeDataString(it.Queue.Name)}", cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step.GetType().Name, "No such step."),
        });
        // Gone already is as good.
        var isGone = answer.StatusCode is HttpStatusCode.NotFound && step is (BrokerStep.Expel or BrokerStep.Disconnect or BrokerStep.Close or BrokerStep.Remove);
        if (!isGone && !answer.IsSuccessStatusCode)
        {
            // Not the whole step: it may have a hash in it.
            throw new BrokerRefusalException($"{step.GetType().Name}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<T>> All<T>(string path, CancellationToken cancellationToken) =>
        await _http.GetFromJsonAsync<List<T>>(path, Words, cancellationToken) ?? [];

    private Task<HttpResponseMessage> Put<T>(string path, T content, CancellationToken cancellationToken) =>
        _http.PutAsJsonAsync(path, content, Words, cancellationToken);
}
