using System.Diagnostics.Metrics;
using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.Replays;
using Imizu.Projection.Facts;
using Imizu.Projection.Replay;
using Imizu.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Imizu.Projection.Tests.Replay;

/// <summary>Replays that do not get the lock or lose it, as when PostgreSQL restarts.</summary>
public sealed class LostReplayLockTests(TestServers servers) : IAsyncLifetime
{
    private const string Holder = "select pid from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())";

    private static readonly Acceptance Broken = new("test", "it was broken by hand");

    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private ProjectionDatabase _city = null!;

    private static CancellationToken Cancelled => ProjectionDatabase.Cancelled;

    public async ValueTask InitializeAsync()
    {
        _city = await ProjectionDatabase.Start(servers);
        await _city.Accept([.. Envelope.Chain(300, i => new CaseEvent.PlanRevised(new DateOnly(2024, 4, 1).AddDays(i % 365)))]);
        // Something differs, so that each replay waits for somebody.
        await _city.Execute($"update {FactTable.Name(1)} set weight = 2 where position = (select max(position) from {FactTable.Name(1)})");
    }

    public async ValueTask DisposeAsync()
    {
        await _city.DisposeAsync();
        await _meters.DisposeAsync();
    }

    [Fact]
    public async Task A_replay_that_lost_its_lock_swaps_nothing_and_does_not_affect_the_next_one()
    {
        var (first, firstRuns) = await Blocked();
        await LoseTheLock();
        var (second, secondRuns) = await Blocked();
        first.Accept(Broken);
        await firstRuns;
        Assert.Equal((ReplayPhase.Failed, 1), (first.Status.Phase, await Live()));
        Assert.Contains("lock is lost", first.Status.Failure, StringComparison.Ordinal);

        second.Accept(Broken);
        await secondRuns;
        Assert.Equal((ReplayPhase.Swapped, null), (second.Status.Phase, second.Status.Failure));
        Assert.Equal(300, (await _city.Figures()).Value("consultation/plans-revised"));
    }

    [Fact]
    public async Task A_replay_that_lost_its_lock_ends()
    {
        var replays = NewReplays();
        await replays.Start(new ReplayScope(), "test", Cancelled);
        await Eventually.Is(async () => await NewReplays().CurrentStatus(Cancelled) is { Phase: ReplayPhase.Blocked }, "it is blocked");
        await LoseTheLock();
        await Eventually.Is(() => replays.Latest!.IsOver, "it is over");
        Assert.Equal(ReplayPhase.Failed, replays.Latest!.Phase);
        Assert.Contains("lock is lost", replays.Latest.Failure, StringComparison.Ordinal);
        Assert.Equal((replays.Latest.Id, ReplayPhase.Failed), await NewReplays().CurrentStatus(Cancelled) is { } told ? (told.Id, told.Phase) : default);
    }

    [Fact]
    public async Task The_generation_number_of_a_failed_replay_is_not_reused()
    {
        var (run, running) = await Blocked();
        var number = await Newest();
        await LoseTheLock();
        var (next, nextRuns) = await Blocked();
        Assert.True(await Newest() > number);
        foreach (var each in new[] { run, next })
        {
            await each.Cancel();
        }
        await Task.WhenAll(running, nextRuns);
    }

    [Fact]
    public async Task A_replay_that_did_not_get_the_lock_is_reported_as_the_latest()
    {
        var replays = NewReplays();
        var swapped = (await replays.Start(new ReplayScope(DryRun: true), "test", Cancelled))!.Id;
        await Eventually.Is(async () => await NewReplays().CurrentStatus(Cancelled) is { IsOver: true }, "it is over");
        await using (await ReplayLock.Acquire(_city.Source, Cancelled))
        {
            var refused = (await replays.Start(new ReplayScope(), "test", Cancelled))!.Id;
            await Eventually.Is(() => replays.Latest!.IsOver, "it is over");
            var told = (await replays.CurrentStatus(Cancelled))!;
            Assert.Equal((refused, ReplayPhase.Failed, "Another instance is replaying."), (told.Id, told.Phase, told.Failure));
            Assert.Equal(swapped, (await NewReplays().CurrentStatus(Cancelled))!.Id);
        }

        var (other, later) = (NewReplays(), Guid.Empty);
        later = (await other.Start(new ReplayScope(DryRun: true), "test", Cancelled))!.Id;
        await Eventually.Is(async () => (await replays.CurrentStatus(Cancelled))!.Id == later, "the status of the later one is published");
        await Eventually.Is(() => other.Latest!.IsOver, "it is over");
    }

    [Fact]
    public async Task An_acceptance_does_not_revoke_an_earlier_cancellation()
    {
        var store = new ReplayStatusStore(_city.Source);
        await using var replayLock = (await ReplayLock.Acquire(_city.Source, Cancelled))!;
        var status = new ReplayRun(_city.Source, Guid.CreateVersion7(), "test", new ReplayScope(), TimeProvider.System).Status with { Phase = ReplayPhase.Blocked };
        await ReplayStatusStore.Begin(replayLock.Connection, status, Cancelled);

        var elsewhere = NewReplays();
        Assert.True(await elsewhere.Accept(status.Id, "test", "it was broken by hand", Cancelled));
        Assert.True(await elsewhere.Cancel(status.Id, "test", Cancelled));
        Assert.False(await elsewhere.Accept(status.Id, "test", "it was broken by hand", Cancelled));
        Assert.True(await elsewhere.Cancel(status.Id, "test", Cancelled));
        Assert.Equal((true, true, null), await store.Update(status, Cancelled));
        Assert.False(await store.Cancel(Guid.CreateVersion7(), Cancelled));
    }

    [Fact]
    public async Task The_first_of_two_acceptances_counts_and_one_without_an_actor_is_valid()
    {
        // As it is laid out in a database of an older version.
        await _city.Execute("alter table journal.replay drop column asked_by, drop column reason");
        await FactGenerations.SetUp(_city.Source, Cancelled);
        var store = new ReplayStatusStore(_city.Source);
        await using var replayLock = (await ReplayLock.Acquire(_city.Source, Cancelled))!;
        var status = new ReplayRun(_city.Source, Guid.CreateVersion7(), "test", new ReplayScope(), TimeProvider.System).Status with { Phase = ReplayPhase.Blocked };
        await ReplayStatusStore.Begin(replayLock.Connection, status, Cancelled);
        Assert.Equal((true, false, null), await store.Update(status, Cancelled));

        Assert.True(await store.Accept(status.Id, new Acceptance("first", "見たため"), Cancelled));
        Assert.True(await store.Accept(status.Id, new Acceptance("second", "見たはず"), Cancelled));
        Assert.Equal((true, false, new Acceptance("first", "見たため")), await store.Update(status, Cancelled));

        await ReplayStatusStore.Begin(replayLock.Connection, status, Cancelled);
        Assert.Equal((true, false, null), await store.Update(status, Cancelled));
        await _city.Execute("update journal.replay set asked = 'accept'");
        Assert.Equal((true, false, new Acceptance("", "")), await store.Update(status, Cancelled));
    }

    [Fact]
    public async Task The_lock_is_released_even_if_the_final_status_cannot_be_written()
    {
        var replays = NewReplays();
        await replays.Start(new ReplayScope(), "test", Cancelled);
        await Eventually.Is(async () => await NewReplays().CurrentStatus(Cancelled) is { Phase: ReplayPhase.Blocked }, "it is blocked");
        await _city.Execute("alter table journal.replay rename to replay_gone");
        await replays.Cancel(replays.Latest!.Id, "test", Cancelled);
        await Eventually.Is(() => replays.Latest!.IsOver, "it is over");
        await using (var replayLock = await ReplayLock.Acquire(_city.Source, Cancelled))
        {
            Assert.NotNull(replayLock);
        }
        await _city.Execute("alter table journal.replay_gone rename to replay");
    }

    private ReplayService NewReplays() => new(
        _city.Source, TimeProvider.System, new NoLifetime(), _meters.GetRequiredService<IMeterFactory>(), Microsoft.Extensions.Logging.Abstractions.NullLogger<ReplayService>.Instance);

    private async Task<(ReplayRun Run, Task Running)> Blocked()
    {
        var run = new ReplayRun(_city.Source, Guid.CreateVersion7(), "test", new ReplayScope(), TimeProvider.System);
        var running = run.Run(Cancelled);
        await Eventually.Is(() => run.Status.Phase == ReplayPhase.Blocked, "it is blocked");
        return (run, running);
    }

    private async Task LoseTheLock()
    {
        Assert.True(await _city.Ask<bool>($"select pg_terminate_backend(({Holder}), 5000)"));
    }

    private Task<int> Live() => _city.Ask<int>("select live from journal.generation");

    private Task<int> Newest() => _city.Ask<int>("select max(substring(tablename from '^facts_([0-9]+)$')::int) from pg_tables where schemaname = 'journal'");
}
