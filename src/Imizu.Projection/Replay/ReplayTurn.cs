using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>One replay, or one step back, at a time, whatever instance it runs in: a lock in the database, which is free again when its holder dies.</summary>
internal sealed class ReplayTurn : IAsyncDisposable
{
    public const long Lock = 0x5265706c6179;

    private ReplayTurn(NpgsqlConnection connection) => Connection = connection;

    /// <summary>The connection that holds the lock.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>Whether a statement's row of the board, at its holder, has the lock.</summary>
    public static readonly string IsHeldByHolder = $"""
        exists (select from pg_locks where locktype = 'advisory' and granted and pid = holder and classid = {Lock >> 32} and objid = {Lock & uint.MaxValue})
        """;

    /// <summary>Whether the connection, and the lock with it, is gone, as far as that has been noticed here.</summary>
    public bool IsLost => Connection.State != System.Data.ConnectionState.Open;

    /// <summary>Waits a little, for the one before may still be clearing away.</summary>
    /// <returns>Null if another replay goes on.</returns>
    public static async Task<ReplayTurn?> Take(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand($"set lock_timeout = '5s'; select pg_advisory_lock({Lock}); reset lock_timeout", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return new ReplayTurn(connection);
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
            await using var command = new NpgsqlCommand($"select pg_advisory_unlock({Lock})", Connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
