using System.Data.Common;

namespace Medallion.Threading.Postgres;

/// <summary>A held lock. It asks its connection every second whether it still stands: leadership rests on it.</summary>
public sealed class PostgresDistributedLockHandle : IDistributedSynchronizationHandle
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    private readonly DbConnection _connection;
    private readonly PostgresAdvisoryLockKey _key;
    private readonly CancellationTokenSource _lost = new(), _released = new();
    private readonly Task _watch;

    internal PostgresDistributedLockHandle(DbConnection connection, PostgresAdvisoryLockKey key)
    {
        (_connection, _key) = (connection, key);
        HandleLostToken = _lost.Token;
        _watch = Watch();
    }

    /// <inheritdoc/>
    public CancellationToken HandleLostToken { get; }

    private async Task Watch()
    {
        try
        {
            while (!_released.IsCancellationRequested)
            {
                await Task.Delay(Heartbeat, _released.Token);
                await Execute("select 1");
            }
        }
        catch (OperationCanceledException) when (_released.IsCancellationRequested)
        {
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or IOException)
        {
            await _lost.CancelAsync();
        }
    }

    private async Task Execute(string sql)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 5;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Gives the lock back; a pooled connection would keep it otherwise.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_released.IsCancellationRequested)
        {
            return;
        }
        await _released.CancelAsync();
        await _watch;
        try
        {
            await Execute($"select pg_advisory_unlock({_key.Key})");
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or IOException)
        {
            // The connection is gone, and the lock with it.
        }
        await _connection.DisposeAsync();
        _released.Dispose();
        _lost.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
