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

/// <summary>Replays that don't get the lock, or lose it while their process lives on, as when PostgreSQL starts again.</summary>
public sealed class LostTurnTests(TestServers servers) : IAsyncLifetime
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
    public async Task Whoever_lost_the_lock_swaps_nothing_and_leaves_the_next_replay_alone()
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
        Assert.Equal(300, (await _city.Figures()).Count(Figure.PlanRevised));
    }

    [Fact]
    public async Task A_replay_that_lost_the_lock_ends_by_itself()
    {
        var replays = NewReplays();
        await replays.Start(new ReplayScope(), "test", Cancelled);
        await Eventually.Is(async () => await NewReplays().Told(Cancelled) is { Phase: ReplayPhase.Blocked }, "it is blocked");
        await LoseTheLock();
        await Eventually.Is(() => replays.Latest!.IsOver, "it is over");
        Assert.Equal(ReplayPhase.Failed, replays.Latest!.Phase);
        Assert.Contains("lock is lost", replays.Latest.Failure, StringComparison.Ordinal);
        Assert.Equal((replays.Latest.Id, ReplayPhase.Failed), await NewReplays().Told(Cancelled) is { } told ? (told.Id, told.Phase) : default);
    }

    [Fact]
    public async Task The_number_of_a_replay_that_came_to_nothing_is_not_given_again()
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
    public async Task One_that_never_got_its_turn_is_told_of_and_not_the_one_before_it()
    {
        var replays = NewReplays();
        var swapped = (await replays.Start(new ReplayScope(DryRun: true), "test", Cancelled))!.Id;
        await Eventually.Is(async () => await NewReplays().Told(Cancelled) is { IsOver: true }, "it is over");
        await using (await ReplayTurn.Take(_city.Source, Cancelled))
        {
            var refused = (await replays.Start(new ReplayScope(), "test", Cancelled))!.Id;
            await Eventually.Is(() => replays.Latest!.IsOver, "it is over");
            var told = (await replays.Told(Cancelled))!;
            Assert.Equal((refused, ReplayPhase.Failed, "Another instance is replaying."), (told.Id, told.Phase, told.Failure));
            Assert.Equal(swapped, (await NewReplays().Told(Cancelled))!.Id);
        }

        var (other, later) = (NewReplays(), Guid.Empty);
        later = (await other.Start(new ReplayScope(DryRun: true), "test", Cancelled))!.Id;
        await Eventually.Is(async () => (await replays.Told(Cancelled))!.Id == later, "the later one is told of");
        await Eventually.Is(() => other.Latest!.IsOver, "it is over");
    }

    [Fact]
    public async Task A_cancellation_is_not_taken_back_by_an_acceptance_after_it()
    {
        var board = new ReplayBoard(_city.Source);
        await using var turn = (await ReplayTurn.Take(_city.Source, Cancelled))!;
        var status = new ReplayRun(_city.Source, Guid.CreateVersion7(), "test", new ReplayScope(), TimeProvider.System).Status with { Phase = ReplayPhase.Blocked };
        await ReplayBoard.Begin(turn.Connection, status, Cancelled);

        var elsewhere = NewReplays();
        Assert.True(await elsewhere.Accept(status.Id, "test", "it was broken by hand", Cancelled));
        Assert.True(await elsewhere.Cancel(status.Id, "test", Cancelled));
        Assert.False(await elsewhere.Accept(status.Id, "test", "it was broken by hand", Cancelled));
        Assert.True(await elsewhere.Cancel(status.Id, "test", Cancelled));
        Assert.Equal((true, true, null), await board.Tell(status, Cancelled));
        Assert.False(await board.Cancel(Guid.CreateVersion7(), Cancelled));
    }

    [Fact]
    public async Task The_first_of_two_acceptances_is_the_one_that_is_kept_and_one_without_a_name_is_one_too()
    {
        // As it is laid out in a database of an older version.
        await _city.Execute("alter table journal.replay drop column asked_by, drop column reason");
        await FactGenerations.SetUp(_city.Source, Cancelled);
        var board = new ReplayBoard(_city.Source);
        await using var turn = (await ReplayTurn.Take(_city.Source, Cancelled))!;
        var status = new ReplayRun(_city.Source, Guid.CreateVersion7(), "test", new ReplayScope(), TimeProvider.System).Status with { Phase = ReplayPhase.Blocked };
        await ReplayBoard.Begin(turn.Connection, status, Cancelled);
        Assert.Equal((true, false, null), await board.Tell(status, Cancelled));

        Assert.True(await board.Accept(status.Id, new Acceptance("first", "見たため"), Cancelled));
        Assert.True(await board.Accept(status.Id, new Acceptance("second", "見たはず"), Cancelled));
        Assert.Equal((true, false, new Acceptance("first", "見たため")), await board.Tell(status, Cancelled));

        await ReplayBoard.Begin(turn.Connection, status, Cancelled);
        Assert.Equal((true, false, null), await board.Tell(status, Cancelled));
        await _city.Execute("update journal.replay set asked = 'accept'");
        Assert.Equal((true, false, new Acceptance("", "")), await board.Tell(status, Cancelled));
    }

    [Fact]
    public async Task The_lock_is_free_again_even_if_the_last_word_cannot_be_written()
    {
        var replays = NewReplays();
        await replays.Start(new ReplayScope(), "test", Cancelled);
        await Eventually.Is(async () => await NewReplays().Told(Cancelled) is { Phase: ReplayPhase.Blocked }, "it is blocked");
        await _city.Execute("alter table journal.replay rename to replay_gone");
        await replays.Cancel(replays.Latest!.Id, "test", Cancelled);
        await Eventually.Is(() => replays.Latest!.IsOver, "it is over");
        await using (var turn = await ReplayTurn.Take(_city.Source, Cancelled))
        {
            Assert.NotNull(turn);
        }
        await _city.Execute("alter table journal.replay_gone rename to replay");
    }

    private Replays NewReplays() => new(
        _city.Source, TimeProvider.System, new NoLifetime(), _meters.GetRequiredService<IMeterFactory>(), Microsoft.Extensions.Logging.Abstractions.NullLogger<Replays>.Instance);

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
