using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Gateway.Tests;

/// <summary>The tests that share one gateway.</summary>
[CollectionDefinition(nameof(RunningGateway))]
public sealed class SharedGateway : ICollectionFixture<RunningGateway>;

/// <summary>
/// The gateway as a process, beside the services of consultation and of community building that it leads to, on a virtual host of the broker that is theirs alone:
/// what is set there for all queues is set for no other test's.
/// </summary>
public class RunningGateway(TestServers servers) : IAsyncLifetime
{
    private ServiceProcess? _gateway, _consultation, _community;
    private string _database = "";

    /// <summary>Where the gateway is.</summary>
    public Uri Address => Gateway.Http.BaseAddress!;

    public ServiceProcess Gateway => _gateway!;

    public ServiceProcess Consultation => _consultation!;

    /// <summary>The service that has the measures.</summary>
    public ServiceProcess CommunityBuilding => _community!;

    /// <summary>The connection string of its store.</summary>
    public string CommunityDatabase { get; private set; } = "";

    /// <summary>The connection string of the gateway's own database.</summary>
    public string GatewayDatabase => _database;

    /// <summary>The administrator's amqp URI.</summary>
    public string Broker { get; private set; } = "";

    /// <summary>The broker's management API, for the administrator.</summary>
    public HttpClient Management { get; } = HttpBasic.Client(new Uri(servers.Management));

    /// <summary>The virtual host's name.</summary>
    public string VirtualHost => new Uri(Broker).AbsolutePath[1..];

    /// <summary>The operator.</summary>
    public HttpClient Operator => With(TestProvider.Shared.Header("gateway"));

    /// <summary>A client of the gateway with a header.</summary>
    public HttpClient With(AuthenticationHeaderValue authorization)
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = authorization;
        return client;
    }

    /// <summary>What else is in the gateway's environment.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    /// <summary>What else is in the environment of a service behind it.</summary>
    protected virtual IReadOnlyDictionary<string, string> SettingsOf(string service) => new Dictionary<string, string>();

    public virtual async ValueTask InitializeAsync()
    {
        Broker = await servers.NewBroker();
        CommunityDatabase = await servers.NewDatabase();
        _community = await ServiceProcess.Start("Imizu.CommunityBuilding", CommunityDatabase, Broker, TestContext.Current.CancellationToken, settings: SettingsOf("community-building"));
        _consultation = await ServiceProcess.Start("Imizu.Consultation", await servers.NewDatabase(), Broker, TestContext.Current.CancellationToken, settings: SettingsOf("consultation"));
        _database = await servers.NewDatabase();
        _gateway = await Start();
    }

    /// <summary>kill -9, and another one on the same database.</summary>
    public async Task KillAndStartAgain()
    {
        await Gateway.DisposeAsync();
        _gateway = await Start();
    }

    /// <summary>A client of the gateway with a name and a password.</summary>
    public HttpClient As(string name, string password) => HttpBasic.Client(Address, name, password);

    /// <summary>A new name, and the password that it was given.</summary>
    public async Task<(string Name, string Password)> NewAccount(string kind = "follower", params IReadOnlyList<string> programmes)
    {
        var name = $"{kind[0]}{Guid.NewGuid():N}"[..20];
        using var operatorClient = Operator;
        using var answer = await operatorClient.PutAsJsonAsync($"/accounts/{name}", new { kind, programmes });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        // A broker that was slow to answer gets it with the next reconciliation.
        await Eventually.Is(async () => (await Management.GetStringAsync($"api/user-limits/{name}")).Contains("max-channels", StringComparison.Ordinal), "the broker has the account");
        return (name, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("password").GetString()!);
    }

    /// <summary>A programme's name. Letters only: digits could look like a telephone number.</summary>
    public static string NewProgramme() => $"事業{RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz", 12)}";

    /// <summary>Registers a measure, and says its code.</summary>
    public async Task<string> Register(string programme, string kind = "flow", string? code = null, string measure = "相談件数")
    {
        code ??= $"m-{Guid.NewGuid():N}"[..14];
        var body = new { on = "2024-04-01", programme, measure, unit = "件", kind, table = "fieldConsultation", order = 1 };
        using var answer = await CommunityBuilding.Post($"/measures/{code}/registration", body, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return code;
    }

    /// <summary>Records that many events of the consultation service.</summary>
    public async Task Record(int events = 1)
    {
        for (var number = 0; number < events; number++)
        {
            var body = new { on = "2024-04-01", route = "family" };
            using var answer = await Consultation.Post($"/cases/{Guid.CreateVersion7()}/receipt", body, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>IsWaiting until the feed goes that far, and says how far it goes.</summary>
    public Task<long> UntilHighWater(long position) => Eventually.Seen(
        async () =>
        {
            using var answer = await Consultation.Http.GetAsync($"/events?after={position - 1}&limit=1&wait=10", TestContext.Current.CancellationToken);
            return long.Parse(answer.Headers.GetValues("Imizu-High-Water").Single());
        },
        highWater => highWater >= position, $"the feed goes to {position}");

    public virtual async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }
        foreach (var service in (ServiceProcess?[])[_consultation, _community])
        {
            await (service?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        Management.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A gateway on that database; a second one, beside the first.</summary>
    protected Task<ServiceProcess> Start() => ServiceProcess.Start(
        "Imizu.Gateway", _database, Broker, TestContext.Current.CancellationToken,
        sources: new Dictionary<string, Uri> { ["consultation"] = Consultation.Http.BaseAddress!, ["community-building"] = CommunityBuilding.Http.BaseAddress! },
        settings: new Dictionary<string, string>(Settings)
        {
            ["ConnectionStrings__management"] = servers.Management,
        });
}
