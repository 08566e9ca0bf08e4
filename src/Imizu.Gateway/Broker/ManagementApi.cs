using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Imizu.Gateway.Broker;

/// <summary>Client of the part of RabbitMQ's management API that reconciliation needs, for one virtual host.</summary>
internal sealed class ManagementApi : IDisposable
{
    private static readonly JsonSerializerOptions Words = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly HttpClient _http;
    private readonly string _host;

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
            Timeout = TimeSpan.FromSeconds(5),
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credential);
        _host = Uri.EscapeDataString(virtualHost);
    }

    /// <summary>Reads one user; null where there is none.</summary>
    public async Task<BrokerUser?> User(string name, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync($"users/{name}", cancellationToken);
        return answer.StatusCode is HttpStatusCode.NotFound
            ? null
            : await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<BrokerUser>(Words, cancellationToken);
    }

    /// <summary>Reads the broker's current state.</summary>
    public async Task<BrokerState> State(CancellationToken cancellationToken) => new(
        await All<BrokerUser>("users", cancellationToken),
        await All<BrokerPermission>($"vhosts/{_host}/permissions", cancellationToken),
        await All<BrokerUserLimits>("user-limits", cancellationToken),
        await All<OperatorPolicy>($"operator-policies/{_host}", cancellationToken),
        await All<BrokerExchange>($"exchanges/{_host}?columns=name", cancellationToken),
        await All<BrokerQueue>($"queues/{_host}?columns=name,arguments,consumers", cancellationToken));

    /// <summary>
    /// The name of the connection that owns an exclusive queue; null for other queues, or where the broker does not report it yet. Listings omit
    /// it.
    /// </summary>
    public async Task<string?> OwnerOf(BrokerQueue queue, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync($"queues/{_host}/{Uri.EscapeDataString(queue.Name)}?columns=owner_pid_details", cancellationToken);
        return answer.IsSuccessStatusCode
            && await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken) is { ValueKind: JsonValueKind.Object } described
            && described.TryGetProperty("owner_pid_details", out var owner) && owner.ValueKind == JsonValueKind.Object
            && owner.TryGetProperty("name", out var name) ? name.GetString() : null;
    }

    /// <summary>Executes one step.</summary>
    /// <exception cref="BrokerRefusalException">The broker rejected the request.</exception>
    /// <exception cref="HttpRequestException">The broker is unavailable.</exception>
    public async Task Execute(BrokerStep step, CancellationToken cancellationToken)
    {
        using var answer = await (step switch
        {
            BrokerStep.DeclareTopicExchange it => Put($"exchanges/{_host}/{it.Exchange}", new { type = "topic", durable = true }, cancellationToken),
            BrokerStep.SetQueueLimits it => Put($"operator-policies/{_host}/{it.Policy.Name}", it.Policy, cancellationToken),
            BrokerStep.UpsertUser it => Put(
                $"users/{it.User.Name}", new { it.User.PasswordHash, it.User.HashingAlgorithm, Tags = string.Join(',', it.User.Tags) }, cancellationToken),
            BrokerStep.SetPermissions it => Put($"permissions/{_host}/{it.Permission.User}", it.Permission, cancellationToken),
            BrokerStep.SetUserLimit it => Put($"user-limits/{it.User}/{it.Name}", new { it.Value }, cancellationToken),
            BrokerStep.DeleteUser it => _http.DeleteAsync($"users/{it.User}", cancellationToken),
            BrokerStep.CloseUserConnections it => _http.DeleteAsync($"connections/username/{it.User}", cancellationToken),
            BrokerStep.CloseConnection it => _http.DeleteAsync($"connections/{Uri.EscapeDataString(it.Connection)}", cancellationToken),
            BrokerStep.DeleteQueue it => _http.DeleteAsync($"queues/{_host}/{Uri.EscapeDataString(it.Queue.Name)}", cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step.GetType().Name, "No such step."),
        });
        // Already deleted counts as success.
        var isGone = answer.StatusCode is HttpStatusCode.NotFound && step is (BrokerStep.DeleteUser or BrokerStep.CloseUserConnections or BrokerStep.CloseConnection or BrokerStep.DeleteQueue);
        if (!isGone && !answer.IsSuccessStatusCode)
        {
            // Only the step's name: the step may contain a password hash.
            throw new BrokerRefusalException($"{step.GetType().Name}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<T>> All<T>(string path, CancellationToken cancellationToken) =>
        await _http.GetFromJsonAsync<List<T>>(path, Words, cancellationToken) ?? [];

    private Task<HttpResponseMessage> Put<T>(string path, T content, CancellationToken cancellationToken) =>
        _http.PutAsJsonAsync(path, content, Words, cancellationToken);
}
