using System.Net.Http.Json;
using Imizu.Contracts;
using Imizu.Contracts.Replays;
using Imizu.Operations.Loading;
using Imizu.Operations.Replaying;
using Imizu.Testing.Servers;
using Npgsql;
using Xunit;

namespace Imizu.Cli.Tests.Replaying;

/// <summary><c>imizu replay</c> at a real projection service: what it says is of the replay that it started, and of no other.</summary>
public sealed class OwnReplayTests(TestServers servers) : IClassFixture<TestServers>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replay_that_never_got_its_turn_fails_although_the_one_before_it_was_swapped()
    {
        var (database, broker) = (await servers.NewDatabase(), await servers.NewBroker());
        await using var service = await ServiceProcess.Start("Imizu.Projection", database, broker, Cancelled);
        var before = await TypedReplay.Run(service);
        Assert.True(before.Exit == 0, before.Output);

        await using (await Held(database))
        {
            var refused = await TypedReplay.Run(service);
            Assert.Equal(1, refused.Exit);
            Assert.Contains("Another instance is replaying.", refused.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(nameof(ReplayPhase.Swapped), refused.Output, StringComparison.Ordinal);

            var (others, mine) = (await Started(service), Guid.CreateVersion7());
            var failure = await Assert.ThrowsAsync<OperationFailedException>(async () => await Watch(service, mine).LastAsync(Cancelled));
            Assert.Contains($"{mine}", failure.Message, StringComparison.Ordinal);
            Assert.Contains($"another replay ({others}", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_another_instance_answers_it_is_waited_for_until_it_has_its_turn()
    {
        var (database, broker) = (await servers.NewDatabase(), await servers.NewBroker());
        await using var one = await ServiceProcess.Start("Imizu.Projection", database, broker, Cancelled);
        await using var other = await ServiceProcess.Start("Imizu.Projection", database, broker, Cancelled);
        var before = await Watch(one, await Started(one)).LastAsync(Cancelled);

        var held = await Held(database);
        var mine = await Started(one);
        Assert.Equal(before.Id, (await other.Http.GetFromJsonAsync<ReplayStatus>("/replays/latest", ContractJson.Options, Cancelled))!.Id);
        var watched = Watch(other, mine).LastAsync(Cancelled);
        await held.DisposeAsync();
        Assert.Equal((mine, ReplayPhase.Swapped), await watched is var last ? (last.Id, last.Phase) : default);
    }

    /// <summary>The lock of replays, as a step back that takes its time holds it.</summary>
    private static async Task<NpgsqlConnection> Held(string database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancelled);
        await using var hold = new NpgsqlCommand($"select pg_advisory_lock({0x5265706c6179})", connection);
        await hold.ExecuteNonQueryAsync(Cancelled);
        return connection;
    }

    private static Task<Guid> Started(ServiceProcess service) => Client(service).Start(new ReplayScope(), Cancelled);

    private static IAsyncEnumerable<ReplayStatus> Watch(ServiceProcess service, Guid id) => Client(service).Watch(id, Cancelled);

    private static ReplayClient Client(ServiceProcess service) => new(service.Http.BaseAddress!, service.Http);
}
