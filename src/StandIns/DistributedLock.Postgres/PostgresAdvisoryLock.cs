using System.Data.Common;

namespace Medallion.Threading
{
    /// <summary>A lock that is held until disposed of, or until its connection is lost.</summary>
    public interface IDistributedSynchronizationHandle : IDisposable, IAsyncDisposable
    {
        /// <summary>Cancelled when the server's end of the lock is gone.</summary>
        CancellationToken HandleLostToken { get; }
    }
}

namespace Medallion.Threading.Postgres
{
    /// <summary>The 64-bit key of an advisory lock.</summary>
    public readonly record struct PostgresAdvisoryLockKey(long Key);

    /// <summary>Options that the caller may set: a lock of one transaction and a lock on a shared connection are not offered.</summary>
    public sealed class PostgresConnectionOptionsBuilder
    {
        /// <exception cref="NotSupportedException">A transaction-scoped lock is asked for.</exception>
        public PostgresConnectionOptionsBuilder UseTransaction(bool useTransaction = true) =>
            useTransaction ? throw new NotSupportedException("Only session-level locks are offered here.") : this;

        /// <summary>Each lock has a connection of its own, whatever is asked: a lock that is lost then harms no other.</summary>
        public PostgresConnectionOptionsBuilder UseMultiplexing(bool useMultiplexing = true) => this;
    }

    /// <summary>Holds <c>pg_advisory_lock</c> on a connection of its own.</summary>
    public sealed class PostgresDistributedLock(
        PostgresAdvisoryLockKey key, DbDataSource source, Action<PostgresConnectionOptionsBuilder>? options = null)
    {
        /// <summary>Asks until the time is up whether the lock is free; null if it is not.</summary>
        public async ValueTask<PostgresDistributedLockHandle?> TryAcquireAsync(
            TimeSpan timeout = default, CancellationToken cancellationToken = default)
        {
            options?.Invoke(new PostgresConnectionOptionsBuilder());
            var until = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
            var connection = await source.OpenConnectionAsync(cancellationToken);
            try
            {
                while (!await TryLock(connection, cancellationToken))
                {
                    if (Environment.TickCount64 >= until)
                    {
                        await connection.DisposeAsync();
                        return null;
                    }
                    await Task.Delay(100, cancellationToken);
                }
                return new PostgresDistributedLockHandle(connection, key);
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }

        private async Task<bool> TryLock(DbConnection connection, CancellationToken cancellationToken)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"select pg_try_advisory_lock({key.Key})";
            return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
        }
    }
}
