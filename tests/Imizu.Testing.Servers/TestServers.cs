using System.Net.Http.Json;
using Imizu.LocalStack;
using Npgsql;
using Xunit;

namespace Imizu.Testing.Servers;

/// <summary>
/// A real PostgreSQL and a real RabbitMQ for a test assembly: those that are given to it (<see cref="GivenServers"/>), or else two of its own.
/// </summary>
public sealed class TestServers : IAsyncLifetime
{
    private readonly List<string> _virtualHosts = [];
    private RunningStack? _own;
    private string _postgres = "", _broker = "";

    /// <summary>An http URI for the administrator of the broker.</summary>
    public string Management { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (Given(GivenServers.Postgres) is { } postgres && Given(GivenServers.Messaging) is { } messaging && Given(GivenServers.Management) is { } management)
        {
            (_postgres, _broker, Management) = (postgres, messaging, management);
            return;
        }
        _own = await RunningStack.StartServers(TestContext.Current.CancellationToken);
        (_postgres, _broker, Management) = (_own.Connection("postgres"), _own.Broker, _own.Connection("management"));
    }

    private static string? Given(string variable) => Environment.GetEnvironmentVariable(variable);

    /// <summary>A new, empty database.</summary>
    public async Task<string> NewDatabase()
    {
        var name = $"test_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(_postgres);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"create database {name}", connection);
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(_postgres) { Database = name, MaxPoolSize = 20 }.ConnectionString;
    }

    /// <summary>The amqp URI of a new, empty virtual host of the broker: what is announced, set or left there is no other test's.</summary>
    public async Task<string> NewBroker()
    {
        var name = $"test-{Guid.NewGuid():N}";
        using var management = HttpBasic.Client(new Uri(Management));
        using var made = await management.PutAsync($"api/vhosts/{name}", content: null);
        made.EnsureSuccessStatusCode();
        _virtualHosts.Add(name);
        var user = new Uri(_broker).UserInfo.Split(':')[0];
        using var let = await management.PutAsJsonAsync($"api/permissions/{name}/{user}", new { configure = ".*", write = ".*", read = ".*" });
        let.EnsureSuccessStatusCode();
        return $"{_broker.TrimEnd('/')}/{name}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
        {
            await _own.DisposeAsync();
            return;
        }
        using var management = HttpBasic.Client(new Uri(Management));
        foreach (var name in _virtualHosts)
        {
            using var gone = await management.DeleteAsync($"api/vhosts/{name}");
        }
    }
}
