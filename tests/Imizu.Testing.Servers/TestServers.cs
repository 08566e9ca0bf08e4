using Imizu.LocalHosting;
using Npgsql;
using Xunit;

namespace Imizu.Testing.Servers;

/// <summary>
/// A real PostgreSQL and a real RabbitMQ for a test assembly: those named in <c>ConnectionStrings__postgres</c>,
/// <c>ConnectionStrings__messaging</c> and <c>ConnectionStrings__management</c>, or else two of its own.
/// </summary>
public sealed class TestServers : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"imizu-servers-{Guid.NewGuid():N}");
    private LocalServers? _own;
    private string _postgres = "";

    /// <summary>An amqp URI.</summary>
    public string Broker { get; private set; } = "";

    /// <summary>An http URI for the administrator of the broker.</summary>
    public string Management { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (Given("postgres") is { } postgres && Given("messaging") is { } messaging && Given("management") is { } management)
        {
            (_postgres, Broker, Management) = (postgres, messaging, management);
            return;
        }
        _own = await LocalServers.StartAsync(_folder, TestContext.Current.CancellationToken);
        (_postgres, Broker, Management) = (_own.PostgresConnectionString, _own.RabbitMqConnectionString, _own.ManagementConnectionString);
    }

    private static string? Given(string name) => Environment.GetEnvironmentVariable($"ConnectionStrings__{name}");

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

    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
        {
            await _own.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
