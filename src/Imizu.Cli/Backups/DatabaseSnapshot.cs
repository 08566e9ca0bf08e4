using System.Data;
using Npgsql;

namespace Imizu.Cli.Backups;

/// <summary>A database as it was at one moment, while its service goes on writing; held until disposed of.</summary>
internal sealed class DatabaseSnapshot : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly string _connectionString;
    private readonly string _id;

    private DatabaseSnapshot(string service, string connectionString, NpgsqlTransaction transaction, string id, DateTimeOffset moment)
    {
        (Service, Moment, _connectionString, _id) = (service, moment, connectionString, id);
        (_connection, _transaction) = (transaction.Connection!, transaction);
    }

    public string Service { get; }

    public DateTimeOffset Moment { get; }

    /// <summary>The server's version.</summary>
    public int Major => _connection.PostgreSqlVersion.Major;

    /// <summary>Takes it.</summary>
    /// <exception cref="BackupException">The database does not answer.</exception>
    public static async Task<DatabaseSnapshot> TakeAsync(string service, string connectionString, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            await using var export = new NpgsqlCommand("select pg_export_snapshot(), now()", connection);
            await using var row = await export.ExecuteReaderAsync(cancellationToken);
            await row.ReadAsync(cancellationToken);
            return new(service, connectionString, transaction, row.GetString(0), row.GetFieldValue<DateTimeOffset>(1));
        }
        catch (NpgsqlException e)
        {
            await connection.DisposeAsync();
            throw new BackupException($"The database of {service} cannot be read: {e.Message}");
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>How far its event stores go.</summary>
    public Task<IReadOnlyList<StoreExtent>> ExtentsAsync(CancellationToken cancellationToken) =>
        StoreExtent.ReadAsync(_connection, cancellationToken);

    /// <summary>Writes it out.</summary>
    public Task DumpAsync(Stream output, CancellationToken cancellationToken) =>
        // Whoever restores it has roles of his own.
        new PostgresTool(Service, _connectionString, Major).RunAsync(
            "pg_dump", ["--format=custom", "--no-owner", "--no-privileges", $"--snapshot={_id}"], input: Stream.Null, output, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
