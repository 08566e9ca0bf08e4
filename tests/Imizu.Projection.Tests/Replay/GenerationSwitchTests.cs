using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.Replays;
using Imizu.EventStreams;
using Imizu.Projection.Facts;
using Imizu.Projection.Replay;
using Imizu.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Imizu.Projection.Tests.Replay;

/// <summary>Switching back to the previous generation and forward again, on a real PostgreSQL.</summary>
public sealed class GenerationSwitchTests(TestServers servers) : IAsyncLifetime
{
    private const int Many = 300, Since = 40;

    private static readonly DateOnly April1 = new(2024, 4, 1);

    private ProjectionDatabase _city = null!;
    private List<EventEnvelope> _history = [];

    private static CancellationToken Cancelled => ProjectionDatabase.Cancelled;

    public async ValueTask InitializeAsync()
    {
        _city = await ProjectionDatabase.Start(servers);
        _history = Envelope.Chain(Many + Since, Happened);
        await _city.Accept([.. _history.Take(Many)]);
    }

    public ValueTask DisposeAsync() => _city.DisposeAsync();

    /// <summary>Plans, and every tenth entry takes back the one before it.</summary>
    private static object Happened(int i) => i % 10 == 9
        ? new ConsultationEntryRetracted(Envelope.IdAt(i), RetractionReason.EnteredTwice)
        : new CaseEvent.PlanRevised(April1.AddDays(i % 365));

    [Fact]
    public async Task A_switch_that_is_interrupted_and_repeated_counts_nothing_twice()
    {
        await Replay();
        await _city.Accept([.. _history.Skip(Many)]);
        var live = await Facts();

        await using (var connection = await _city.Source.OpenConnectionAsync(Cancelled))
        await using (var heldUp = await connection.BeginTransactionAsync(Cancelled))
        {
            // What has come in since is folded before the heads are written, which have to wait here.
            await connection.Execute("lock table journal.generation_heads in exclusive mode", Cancelled);
            using var cancellation = new CancellationTokenSource();
            var brokenOff = Leave(2, cancellation.Token);
            await Eventually.Is(
                () => _city.Ask<bool>("select exists (select from pg_locks where not granted and relation = 'journal.generation_heads'::regclass)"), "it has folded");
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => brokenOff);
        }
        Assert.Equal((2, live), (await Live(), await Facts()));

        Assert.Null((await Leave(2)).Refusal);
        Assert.Equal((1, live), (await Live(), await Facts()));
    }

    [Fact]
    public async Task A_rollback_restores_the_previous_generation_with_later_events_and_can_be_undone()
    {
        await Break();
        await Replay();
        await _city.Accept(_history[Many]);
        var right = (await _city.Figures()).Value("consultation/plans-revised");

        Assert.Equal((2, 1), (await Leave(2)).Made is { } back ? (back.From, back.To) : default);
        Assert.Equal((1, right + 1), (await Live(), (await _city.Figures()).Value("consultation/plans-revised")));
        Assert.Equal((1, 2), (await Leave(1)).Made is { } forward ? (forward.From, forward.To) : default);
        Assert.Equal((2, right), (await Live(), (await _city.Figures()).Value("consultation/plans-revised")));
    }

    [Fact]
    public async Task A_switch_requested_twice_is_made_once()
    {
        await Replay();
        Assert.Null((await Leave(2)).Refusal);
        var (made, refusal) = await Leave(2);
        Assert.Equal((null, "from", 1), (made, refusal?.Field, await Live()));
        Assert.Contains("世代 1", refusal!.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_switch_is_refused_without_another_generation_or_during_a_replay()
    {
        Assert.Equal("replay", (await Leave(1)).Refusal?.Field);
        await Replay();
        await using (await ReplayLock.Acquire(_city.Source, Cancelled))
        {
            Assert.Equal(("replay", 2), ((await Leave(2)).Refusal?.Field, await Live()));
        }
    }

    [Fact]
    public async Task Each_swap_is_recorded_with_its_actor_acceptance_and_reason()
    {
        var asked = DateTimeOffset.UtcNow.AddMinutes(-1);
        var agreed = await Replay();
        await Break();
        var accepted = await Replay();
        await Leave(3);

        var now = await Swaps.Read(_city.Source, Cancelled);
        Assert.Equal((2, 3, true), (now.Live, now.Previous, now.IsSteppedBack));
        Assert.Equal(
            [
                new GenerationSwap(default, 3, 2, null, "steps", null, null, null),
                new GenerationSwap(default, 2, 3, accepted, "starts", 1, "accepts", "手で壊したため"),
                new GenerationSwap(default, 1, 2, agreed, "starts", 0, null, null),
            ],
            now.Swaps.Select(swap => swap with { At = default }));
        Assert.All(now.Swaps, swap => Assert.InRange(swap.At, asked, DateTimeOffset.UtcNow.AddMinutes(1)));
    }

    [Fact]
    public async Task A_failed_swap_is_not_recorded()
    {
        await Replay();
        await _city.Execute("alter table journal.generation add constraint stays check (live = 2)");
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Leave(2));
        Assert.Single((await Swaps.Read(_city.Source, Cancelled)).Swaps);
    }

    [Fact]
    public async Task A_database_without_the_swaps_table_is_migrated()
    {
        await _city.Execute("drop table journal.generation_swaps; alter table journal.replay drop column asked_by, drop column reason");
        await FactGenerations.SetUp(_city.Source, Cancelled);
        await Break();
        await Replay();
        Assert.Equal("accepts", Assert.Single((await Swaps.Read(_city.Source, Cancelled)).Swaps).AcceptedBy);
    }

    private async Task<Guid> Replay()
    {
        var run = new ReplayRun(_city.Source, Guid.CreateVersion7(), "starts", new ReplayScope(), TimeProvider.System);
        run.Accept(new Acceptance("accepts", "手で壊したため"));
        await run.Run(Cancelled);
        Assert.Equal((ReplayPhase.Swapped, null), (run.Status.Phase, run.Status.Failure));
        return run.Status.Id;
    }

    private Task<(GenerationSwap? Made, Refusal? Refusal)> Leave(int generation, CancellationToken? cancellation = null) =>
        new GenerationSwitch(_city.Source, TimeProvider.System, NullLogger<GenerationSwitch>.Instance).Leave(generation, "steps", cancellation ?? Cancelled);

    /// <summary>Something differs from the journal.</summary>
    private async Task Break()
    {
        var live = FactTable.Name(await Live());
        await _city.Execute($"update {live} set weight = 2 where position = (select max(position) from {live} where retracted is null)");
    }

    private Task<int> Live() => _city.Ask<int>("select live from journal.generation");

    /// <summary>Each live fact, and whether it still counts.</summary>
    private async Task<string> Facts() => await _city.Ask<string>(
        $"select string_agg(concat_ws(' ', position, ordinal, weight, retracted), E'\\n' order by position, ordinal) from {FactTable.Name(await Live())}");
}
