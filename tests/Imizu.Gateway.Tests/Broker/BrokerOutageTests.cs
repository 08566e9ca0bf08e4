using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.LocalStack;
using Imizu.Testing.Servers;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace Imizu.Gateway.Tests.Broker;

/// <summary>Reconciliation after a broker outage and after the broker lost its data.</summary>
public sealed class BrokerOutageTests(TestServers servers) : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"imizu-broker-{Guid.NewGuid():N}");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_changed_during_a_broker_outage_is_reconciled_on_a_broker_that_comes_back_empty()
    {
        var broker = await RunningStack.StartServers(Cancelled, _folder);
        await using var gateway = await ServiceProcess.Start(
            "Imizu.Gateway", await servers.NewDatabase(), broker.Broker, Cancelled,
            settings: new Dictionary<string, string>
            {
                ["ConnectionStrings__management"] = broker.Management,
            });
        var stays = await Let(gateway, "stays", isAtBroker: true);
        var goes = await Let(gateway, "goes", isAtBroker: true);
        await using (await Connect(broker, "stays", stays))
        await using (await Connect(broker, "goes", goes))
        {
        }

        await broker.DisposeAsync();
        var comes = await Let(gateway, "comes", isAtBroker: false);
        using (var closed = await Ask(gateway, TestProvider.Shared.Header("gateway"), HttpMethod.Delete, "/accounts/goes"))
        {
            Assert.Contains("\"atBroker\":false", await closed.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.OK, await Sources(gateway, "comes", comes));
        Assert.Equal(HttpStatusCode.Unauthorized, await Sources(gateway, "goes", goes));

        Directory.Delete(Path.Combine(_folder, "messaging", "mnesia"), recursive: true);
        await using var again = await RunningStack.StartServers(Cancelled, _folder);
        foreach (var (name, password) in ((string, string)[])[("stays", stays), ("comes", comes)])
        {
            await using var connection = await Once(again, name, password);
        }
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => Connect(again, "goes", goes));
        Assert.DoesNotContain(comes, gateway.Console, StringComparison.Ordinal);
        Assert.DoesNotContain(new Uri(again.Management).UserInfo.Split(':')[1], gateway.Console, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task<string> Let(ServiceProcess gateway, string name, bool isAtBroker)
    {
        using var answer = await Ask(gateway, TestProvider.Shared.Header("gateway"), HttpMethod.Put, $"/accounts/{name}", new { kind = "follower" });
        var changed = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal((HttpStatusCode.Created, isAtBroker), (answer.StatusCode, changed.GetProperty("atBroker").GetBoolean()));
        return changed.GetProperty("password").GetString()!;
    }

    private static async Task<HttpStatusCode> Sources(ServiceProcess gateway, string name, string password)
    {
        using var answer = await Ask(gateway, HttpBasic.Of(name, password), HttpMethod.Get, "/sources");
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> Ask(ServiceProcess gateway, AuthenticationHeaderValue who, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = who;
        return await gateway.Http.SendAsync(request, Cancelled);
    }

    private static Task<IConnection> Connect(RunningStack broker, string name, string password) =>
        new ConnectionFactory { Uri = new Uri(broker.Broker), UserName = name, Password = password, AutomaticRecoveryEnabled = false }.CreateConnectionAsync(Cancelled);

    /// <summary>Connects, once the broker lets it in.</summary>
    private static async Task<IConnection> Once(RunningStack broker, string name, string password) =>
        (await Eventually.Seen(() => Tried(broker, name, password), connection => connection is not null, $"{name} is let in"))!;

    private static async Task<IConnection?> Tried(RunningStack broker, string name, string password)
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
