using Imizu.Contracts;
using Imizu.Projection.Facts;
using Imizu.Projection.Journal;
using Imizu.Projection.Report;
using Imizu.Testing.Servers;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(TestServers))]

namespace Imizu.Projection.Tests;

/// <summary>A journal and its facts in a database of their own, on a real PostgreSQL.</summary>
public sealed class ProjectionDatabase : IAsyncDisposable
{
    private readonly IHost _host;

    private ProjectionDatabase(IHost host, NpgsqlDataSource source, string connection) => (_host, Source, Connection) = (host, source, connection);

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public NpgsqlDataSource Source { get; }

    public string Connection { get; }

    public IJournalStore Store => _host.Services.GetRequiredService<IJournalStore>();

    public JournalMetrics Metrics => _host.Services.GetRequiredService<JournalMetrics>();

    public System.Diagnostics.Metrics.IMeterFactory Meters => _host.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();

    public EventJournal Journal => _host.Services.GetRequiredService<EventJournal>();

    public static async Task<ProjectionDatabase> Start(TestServers servers)
    {
        var connection = await servers.NewDatabase();
        var source = NpgsqlDataSource.Create(connection);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddMartenStore<IJournalStore>(options => JournalStore.Configure(options, connection)).ApplyAllDatabaseChangesOnStartup();
        builder.Services.AddSingleton(source);
        builder.Services.AddHostedService<FactSchemaInitializer>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<JournalMetrics>();
        builder.Services.AddSingleton<EventJournal>();
        var host = builder.Build();
        await host.StartAsync(Cancelled);
        return new ProjectionDatabase(host, source, connection);
    }

    public Task<JournalChain> Accept(params EventEnvelope[] envelopes) => Journal.Accept(Envelope.Source, envelopes, Cancelled);

    public Task<YearFigures> Figures(DateTimeOffset? asOf = null, FiscalYear? year = null) =>
        new YearFiguresReader(Source).Read(year ?? new FiscalYear(2024), asOf, Cancelled);

    /// <inheritdoc cref="DatabaseSearch.TablesWith"/>
    public Task<IReadOnlyList<string>> TablesWith(string text) => DatabaseSearch.TablesWith(Connection, text, Cancelled);

    public async Task Execute(string statement)
    {
        await using var command = Source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    public async Task<T> Ask<T>(string question)
    {
        await using var command = Source.CreateCommand(question);
        return (T)(await command.ExecuteScalarAsync(Cancelled))!;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        await Source.DisposeAsync();
    }
}
