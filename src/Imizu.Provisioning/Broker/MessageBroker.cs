using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Imizu.Contracts;

namespace Imizu.Provisioning.Broker;

/// <summary>The shared RabbitMQ, by its management API.</summary>
internal sealed class MessageBroker : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _virtualHost;

    /// <param name="management">An http address, with the administrator's name and password.</param>
    /// <param name="virtualHost">Where the services work.</param>
    private MessageBroker(Uri management, string virtualHost)
    {
        var credential = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(management.UserInfo)));
        // Without credentials, so that no error message contains them.
        var address = new UriBuilder(management) { UserName = "", Password = "" }.Uri;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(address, "api/"), Timeout = TimeSpan.FromSeconds(5) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credential);
        _virtualHost = virtualHost;
    }

    /// <summary>Connects as administrator; waits for a broker that is starting.</summary>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    /// <exception cref="BrokerRefusalException">It refused.</exception>
    public static async Task<MessageBroker> ConnectAsync(string management, string messaging, TimeSpan limit)
    {
        var broker = new MessageBroker(BrokerAddress.Management(management), BrokerAddress.VirtualHost(messaging));
        try
        {
            return await StartingServer.Answers<MessageBroker>(
                "management", limit, async cancellationToken => await broker.ProblemAsync(cancellationToken) is { } problem ? (null, problem) : (broker, null));
        }
        catch
        {
            broker.Dispose();
            throw;
        }
    }

    /// <summary>Verifies that none of the accounts is used on another virtual host, because users are shared by all virtual hosts.</summary>
    /// <exception cref="BrokerRefusalException">One of them may do something elsewhere.</exception>
    public async Task RefuseForeignAsync(IEnumerable<string> accounts)
    {
        foreach (var account in accounts)
        {
            using var answer = await _http.GetAsync($"users/{Uri.EscapeDataString(account)}/permissions");
            if (answer.StatusCode is HttpStatusCode.NotFound)
            {
                continue;
            }

            await AcceptAsync($"to tell what {account} may do", answer);
            var permissions = await answer.Content.ReadFromJsonAsync<List<Permission>>(JsonSerializerOptions.Web) ?? [];
            if (permissions.Find(permission => permission.Vhost != _virtualHost) is { } elsewhere)
            {
                throw new BrokerRefusalException(
                    $"the account {account} at the broker has rights on the virtual host \"{elsewhere.Vhost}\", and Imizu is to work on \"{_virtualHost}\": "
                    + "it is another installation's, and is left as it is. Give this one a broker of its own; or, if it has moved, remove the account first.");
            }
        }
    }

    /// <summary>Creates or updates a user with its password and permissions; other users are not changed.</summary>
    /// <exception cref="BrokerRefusalException">The broker rejected the request.</exception>
    public async Task ProvisionAsync(string account, string password, BrokerRights rights)
    {
        var (user, host) = (Uri.EscapeDataString(account), Uri.EscapeDataString(_virtualHost));
        using var known = await _http.GetAsync($"users/{user}");
        await PutAsync($"the account {account}", $"users/{user}", new { password, tags = rights.Tags });
        // Topic permissions first: without them the user may publish under any routing key.
        await PutAsync(
            $"the routing keys of {account}", $"topic-permissions/{host}/{user}",
            new { exchange = Exchanges.Events, write = rights.RoutingKeys, read = BrokerRights.KeysRead });
        await PutAsync($"the rights of {account}", $"permissions/{host}/{user}", new { rights.Configure, rights.Write, rights.Read });
        Console.WriteLine($"account {account} at the broker: {(known.StatusCode is HttpStatusCode.NotFound ? "created" : "password set")}");
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Why nothing can be done there yet; null where all is well.</summary>
    private async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync($"vhosts/{Uri.EscapeDataString(_virtualHost)}", cancellationToken);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => null,
                HttpStatusCode.Unauthorized => throw new BrokerRefusalException(
                    "the broker does not let in the administrator of ConnectionStrings:management: name or password is wrong, or it may not use the management API."),
                HttpStatusCode.Forbidden => throw new BrokerRefusalException("who is named in ConnectionStrings:management is no administrator of the broker."),
                HttpStatusCode.NotFound => throw new BrokerRefusalException(
                    $"the broker has no virtual host \"{_virtualHost}\", which ConnectionStrings:messaging names: make it, or name another."),
                var other => $"{(int)other}",
            };
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return e.Message;
        }
    }

    private async Task PutAsync<T>(string what, string path, T content)
    {
        using var answer = await _http.PutAsJsonAsync(path, content, JsonSerializerOptions.Web);
        await AcceptAsync(what, answer);
    }

    private static async Task AcceptAsync(string what, HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new BrokerRefusalException(
                $"the broker refuses {what}: {(int)answer.StatusCode} {(await answer.Content.ReadAsStringAsync()).ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>Where somebody may do something.</summary>
    private sealed record Permission(string Vhost);
}
