using Imizu.LocalHosting;
using Npgsql;
using Xunit;

namespace Imizu.Testing.Servers;

/// <summary>
/// A real PostgreSQL and a real RabbitMQ for a test assembly: those named in <c>ConnectionStrings__postgres</c> and
/// <c>ConnectionStrings__messaging</c>, or else two of its own.
/// </summary>
public sealed class TestServers : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"imizu-servers-{Guid.NewGuid():N}");
    private LocalServers? _own;
    private string _postgres = "";

    /// <summary>An amqp URI.</summary>
    public string Broker { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var (postgres, messaging) = (Environment.GetEnvironmentVariable("ConnectionStrings__postgres"), Environment.GetEnvironmentVariable("ConnectionStrings__messaging"));
        if (postgres is not null && messaging is not null)
        {
            (_postgres, Broker) = (postgres, messaging);
            return;
        }
        _own = await LocalServers.StartAsync(_folder, TestContext.Current.CancellationToken);
        (_postgres, Broker) = (_own.PostgresConnectionString, _own.RabbitMqConnectionString);
    }

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
