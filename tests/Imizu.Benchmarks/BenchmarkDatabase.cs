using Imizu.Testing.Servers;
using Imizu.Projection.Facts;
using Imizu.Projection.Journal;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Imizu.Benchmarks;

/// <summary>A journal and its facts on a PostgreSQL of its own, with the settings that PostgreSQL comes with.</summary>
internal sealed class BenchmarkDatabase : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("imizu-bench-").FullName;
    private RunningStack _servers = null!;
    private IHost _host = null!;

    public NpgsqlDataSource Source { get; private set; } = null!;

    public string Connection { get; private set; } = "";

    /// <summary>An amqp URI.</summary>
    public string Broker => _servers.Broker;

    public IJournalStore Store => _host.Services.GetRequiredService<IJournalStore>();

    public static async Task<BenchmarkDatabase> Start(CancellationToken cancellationToken)
    {
        var database = new BenchmarkDatabase();
        database._servers = await RunningStack.StartServers(cancellationToken, database._folder);
        database.Connection = new NpgsqlConnectionStringBuilder(database._servers.Postgres) { Database = "postgres", CommandTimeout = 0, ReadBufferSize = 1 << 16, WriteBufferSize = 1 << 16 }.ConnectionString;
        database.Source = NpgsqlDataSource.Create(database.Connection);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddMartenStore<IJournalStore>(options => JournalStore.Configure(options, database.Connection)).ApplyAllDatabaseChangesOnStartup();
        builder.Services.AddSingleton(database.Source);
        builder.Services.AddHostedService<FactSchemaInitializer>();
        database._host = builder.Build();
        await database._host.StartAsync(cancellationToken);
        return database;
    }

    public async Task Execute(string statement, CancellationToken cancellationToken)
    {
        await using var command = Source.CreateCommand(statement);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await Source.DisposeAsync();
        await _servers.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
