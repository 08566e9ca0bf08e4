using Npgsql;

namespace Imizu.Benchmarks;

/// <summary>A database as a service has one.</summary>
internal sealed class ServiceDatabase : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly NpgsqlDataSource _source;

    /// <summary>One that is there.</summary>
    public ServiceDatabase(string connection) => (Connection, _source) = (connection, NpgsqlDataSource.Create(connection));

    public string Connection { get; }

    /// <summary>A new one.</summary>
    public static async Task<ServiceDatabase> Create(string server, string name, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(cancellationToken);
        await using var create = new NpgsqlCommand($"create database {name}", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
        return new ServiceDatabase(new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString);
    }

    /// <summary>Until the announcer has nothing left to do, so that one round does not slow the next.</summary>
    public async Task UntilAnnounced(CancellationToken cancellationToken)
    {
        await using var ask = _source.CreateCommand("""
            select coalesce((select max(seq_id) from mt_events), 0)
                <= coalesce((select last_seq_id from mt_event_progression where name like 'Announcer:%'), 0)
            """);
        while (!(bool)(await ask.ExecuteScalarAsync(cancellationToken))!)
        {
            await Task.Delay(Look, cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
