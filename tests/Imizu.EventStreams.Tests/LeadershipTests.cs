using Imizu.Testing.Servers;
using Medallion.Threading.Postgres;
using Npgsql;
using Xunit;

namespace Imizu.EventStreams.Tests;

/// <summary>The lock that elects the one announcer of a service.</summary>
public sealed class LeadershipTests(TestServers servers)
{
    private static readonly PostgresAdvisoryLockKey Key = new(4711);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lock_is_acquired_by_another_connection_only_after_its_release()
    {
        await using var database = NpgsqlDataSource.Create(await servers.NewDatabase());
        PostgresDistributedLock mine = new(Key, database), yours = new(Key, database);

        var held = await mine.TryAcquireAsync(TimeSpan.Zero, Cancelled);
        Assert.NotNull(held);
        Assert.Null(await yours.TryAcquireAsync(TimeSpan.Zero, Cancelled));
        Assert.Null(await yours.TryAcquireAsync(TimeSpan.FromMilliseconds(300), Cancelled));

        await held.DisposeAsync();
        await using var taken = await yours.TryAcquireAsync(TimeSpan.Zero, Cancelled);
        Assert.NotNull(taken);
        Assert.False(taken.HandleLostToken.IsCancellationRequested);
    }

    [Fact]
    public async Task The_holder_is_notified_when_the_locks_connection_is_lost()
    {
        await using var database = NpgsqlDataSource.Create(await servers.NewDatabase());
        // Not disposed of: once its connection is lost, there is nothing left to release.
        var held = await new PostgresDistributedLock(Key, database).TryAcquireAsync(TimeSpan.Zero, Cancelled);
        Assert.NotNull(held);

        await using var cut = database.CreateCommand(
            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())");
        await cut.ExecuteNonQueryAsync(Cancelled);

        var lost = new TaskCompletionSource();
        await using var registration = held.HandleLostToken.Register(lost.SetResult);
        await lost.Task.WaitAsync(Eventually.Patience, Cancelled);
        // The server tells of the end before it has quite come to it.
        await using var taken = await new PostgresDistributedLock(Key, database).TryAcquireAsync(TimeSpan.FromMinutes(1), Cancelled);
        Assert.NotNull(taken);
    }
}
