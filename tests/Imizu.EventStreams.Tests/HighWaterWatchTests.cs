using System.Diagnostics;
using Imizu.EventStreams.Announcing;
using Imizu.Testing.Servers;
using Marten;
using Npgsql;
using Xunit;

namespace Imizu.EventStreams.Tests;

/// <summary>However many wait for an event, the database is asked for all of them at once.</summary>
public sealed class HighWaterWatchTests(TestServers servers)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static async Task<HighWaterWatch> Watch(DocumentStore store)
    {
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        return new(store, TimeProvider.System);
    }

    [Fact]
    public async Task Who_waits_shares_each_look()
    {
        const int Waiting = 30;
        var database = await servers.NewDatabase();
        using var store = DocumentStore.For(database);
        var watch = await Watch(store);
        var (name, asked) = (new NpgsqlConnectionStringBuilder(database).Database, 0);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = command => Interlocked.Add(ref asked, command.GetTagItem("db.name") as string == name ? 1 : 0),
        };
        ActivitySource.AddActivityListener(listener);

        var marks = await Task.WhenAll(Enumerable.Range(0, Waiting).Select(_ => watch.Beyond(0, TimeSpan.FromSeconds(1), Cancelled)));

        Assert.All(marks, mark => Assert.Equal(0, mark));
        // Each asks once when it comes; after that one asks for all of them, ten times a second.
        Assert.InRange(asked, Waiting, 2 * Waiting);
    }

    [Fact]
    public async Task Who_waits_is_told_as_soon_as_there_is_more()
    {
        var database = await servers.NewDatabase();
        using var store = DocumentStore.For(database);
        var watch = await Watch(store);
        Assert.Equal(0, await watch.Beyond(0, TimeSpan.Zero, Cancelled));
        var waiting = Enumerable.Range(0, 5).Select(_ => watch.Beyond(6, Eventually.Patience, Cancelled)).ToList();
        await using var source = NpgsqlDataSource.Create(database);
        await using var move = source.CreateCommand("insert into mt_event_progression (name, last_seq_id) values ('HighWaterMark', 7)");
        await move.ExecuteNonQueryAsync(Cancelled);

        Assert.All(await Task.WhenAll(waiting), mark => Assert.Equal(7, mark));
    }
}
