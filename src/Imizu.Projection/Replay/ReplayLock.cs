using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>
/// The session-level advisory lock that lets one replay or switch run at a time across instances; released when its connection ends.
/// </summary>
internal sealed class ReplayLock : IAsyncDisposable
{
    public const long Key = 0x5265706c6179;

    private ReplayLock(NpgsqlConnection connection) => Connection = connection;

    /// <summary>The connection that holds the lock.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>A SQL condition on the status row: whether its holder still has the lock.</summary>
    public static readonly string IsHeldByHolder = $"""
        exists (select from pg_locks where locktype = 'advisory' and granted and pid = holder and classid = {Key >> 32} and objid = {Key & uint.MaxValue})
        """;

    /// <summary>Whether the connection, and with it the lock, is known to be lost.</summary>
    public bool IsLost => Connection.State != System.Data.ConnectionState.Open;

    /// <summary>Acquires the lock, waiting up to five seconds.</summary>
    /// <returns>Null if another replay goes on.</returns>
    public static async Task<ReplayLock?> Acquire(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand($"set lock_timeout = '5s'; select pg_advisory_lock({Key}); reset lock_timeout", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return new ReplayLock(connection);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await connection.DisposeAsync();
            return null;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives the lock back at once; a pooled connection would keep it.</summary>
    public async ValueTask DisposeAsync()
    {
        await using (Connection)
        {
            await using var command = new NpgsqlCommand($"select pg_advisory_unlock({Key})", Connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
