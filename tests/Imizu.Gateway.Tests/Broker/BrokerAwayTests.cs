using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.LocalHosting;
using Imizu.Testing.Servers;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace Imizu.Gateway.Tests.Broker;

/// <summary>The accounts are kept with the gateway: a broker that is away, or comes back with nothing, follows them.</summary>
public sealed class BrokerAwayTests(TestServers servers) : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"imizu-broker-{Guid.NewGuid():N}");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_while_the_broker_is_away_stands_and_is_carried_out_on_a_broker_that_comes_back_with_nothing()
    {
        var broker = await LocalServers.StartAsync(_folder, Cancelled);
        await using var gateway = await ServiceProcess.Start(
            "Imizu.Gateway", await servers.NewDatabase(), broker.RabbitMqConnectionString, Cancelled,
            settings: new Dictionary<string, string>
            {
                ["ConnectionStrings__management"] = broker.ManagementConnectionString,
                ["ConnectionStrings__operator"] = "Username=operator;Password=ofTheTests",
            });
        var stays = await Let(gateway, "stays", isAtBroker: true);
        var goes = await Let(gateway, "goes", isAtBroker: true);
        await using (await Connect(broker, "stays", stays))
        await using (await Connect(broker, "goes", goes))
        {
        }

        await broker.DisposeAsync();
        var comes = await Let(gateway, "comes", isAtBroker: false);
        using (var closed = await Ask(gateway, "operator", "ofTheTests", HttpMethod.Delete, "/accounts/goes"))
        {
            Assert.Contains("\"atBroker\":false", await closed.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.OK, await Sources(gateway, "comes", comes));
        Assert.Equal(HttpStatusCode.Unauthorized, await Sources(gateway, "goes", goes));

        Directory.Delete(Path.Combine(_folder, "messaging", "mnesia"), recursive: true);
        await using var again = await LocalServers.StartAsync(_folder, Cancelled);
        foreach (var (name, password) in ((string, string)[])[("stays", stays), ("comes", comes)])
        {
            await using var connection = await Once(again, name, password);
        }
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => Connect(again, "goes", goes));
        Assert.DoesNotContain(comes, gateway.Console, StringComparison.Ordinal);
        Assert.DoesNotContain(new Uri(again.ManagementConnectionString).UserInfo.Split(':')[1], gateway.Console, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task<string> Let(ServiceProcess gateway, string name, bool isAtBroker)
    {
        using var answer = await Ask(gateway, "operator", "ofTheTests", HttpMethod.Put, $"/accounts/{name}", new { kind = "follower" });
        var changed = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal((HttpStatusCode.Created, isAtBroker), (answer.StatusCode, changed.GetProperty("atBroker").GetBoolean()));
        return changed.GetProperty("password").GetString()!;
    }

    private static async Task<HttpStatusCode> Sources(ServiceProcess gateway, string name, string password)
    {
        using var answer = await Ask(gateway, name, password, HttpMethod.Get, "/sources");
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> Ask(ServiceProcess gateway, string name, string password, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = HttpBasic.Of(name, password);
        return await gateway.Http.SendAsync(request, Cancelled);
    }

    private static Task<IConnection> Connect(LocalServers broker, string name, string password) =>
        new ConnectionFactory { Uri = new Uri(broker.RabbitMqConnectionString), UserName = name, Password = password, AutomaticRecoveryEnabled = false }.CreateConnectionAsync(Cancelled);

    /// <summary>Connects, once the broker lets it in.</summary>
    private static async Task<IConnection> Once(LocalServers broker, string name, string password) =>
        (await Eventually.Seen(() => Tried(broker, name, password), connection => connection is not null, $"{name} is let in"))!;

    private static async Task<IConnection?> Tried(LocalServers broker, string name, string password)
    {
        try
        {
            return await Connect(broker, name, password);
        }
        catch (BrokerUnreachableException)
        {
            return null;
        }
    }
}
