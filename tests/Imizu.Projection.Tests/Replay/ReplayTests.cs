using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.Replays;
using Imizu.Projection.Facts;
using Imizu.Projection.Figures;
using Imizu.Projection.Figures.Consultation;
using Imizu.Projection.Replay;
using Imizu.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Imizu.Projection.Tests.Replay;

/// <summary>Replays beside the live projection, on a real PostgreSQL.</summary>
public sealed class ReplayTests(TestServers servers) : IAsyncLifetime
{
    private const int Many = 6_000;

    private static readonly DateOnly April1 = new(2024, 4, 1);

    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private ProjectionDatabase _city = null!;
    private List<EventEnvelope> _history = [];

    private static CancellationToken Cancelled => ProjectionDatabase.Cancelled;

    public async ValueTask InitializeAsync()
    {
        _city = await ProjectionDatabase.Start(servers);
        _history = Envelope.Chain(Many, Happened, skip: 2);
        await _city.Accept([.. _history]);
    }

    public async ValueTask DisposeAsync()
    {
        await _city.DisposeAsync();
        await _meters.DisposeAsync();
    }

    /// <summary>Contacts over two years, a plan now and then, and every hundredth entry takes back the one before it.</summary>
    private static object Happened(int i) => (i % 100) switch
    {
        99 => new ConsultationEntryRetracted(Envelope.IdAt(PositionOf(i - 1)), RetractionReason.EnteredTwice),
        50 => new CaseEvent.PlanRevised(April1.AddDays(i % 700)),
        _ => new CaseEvent.ContactRecorded(April1.AddDays(i % 700), (ContactMethod)(i % 7), [(ContactTopic)(i % 11), (ContactTopic)((i + 1) % 11)]),
    };

    /// <summary>The position of an event of the chain, which skips up to two.</summary>
    private static long PositionOf(int i) => Enumerable.Range(0, i + 1).Sum(n => 1L + n % 3);

    private ReplayRun New(ReplayScope? scope = null) => new(_city.Source, Guid.Empty, "test", scope ?? new ReplayScope(), TimeProvider.System);

    private ReplayService NewReplays() =>
        new(_city.Source, TimeProvider.System, new NoLifetime(), _meters.GetRequiredService<IMeterFactory>(), Microsoft.Extensions.Logging.Abstractions.NullLogger<ReplayService>.Instance);

    private async Task<ReplayStatus> Replay(ReplayScope? scope = null)
    {
        var run = New(scope);
        await run.Run(Cancelled);
        Assert.Null(run.Status.Failure);
        return run.Status;
    }

    private Task<int> Live() => _city.Ask<int>("select live from journal.generation");

    private async Task<string> Told(DateTimeOffset? asOf = null) => string.Join('\n', (await Task.WhenAll(
        _city.Figures(asOf), _city.Figures(asOf, new FiscalYear(2025)))).SelectMany(figures => figures.Cells.Select(cell => $"{figures.Year} {cell.Key} {cell.Value}").Order()));

    private Task Break() => _city.Execute($"""
        update {FactTable.Name(1)} set weight = 2 where position = (select max(position) from {FactTable.Name(1)} where figure = {CaseFigures.PlanRevised.Number} and fiscal_year = 2024)
        """);

    [Fact]
    public async Task A_replay_reproduces_the_live_facts_and_is_swapped_in()
    {
        var before = await Told();
        var status = await Replay();
        Assert.Equal((ReplayPhase.Swapped, Many, 0), (status.Phase, status.Done, status.Differences.Count));
        var cells = await _city.Ask<long>($"select count(*) from (select distinct source, fiscal_year, figure, dimension from {FactTable.Name(1)}) cells");
        Assert.Equal((cells, true), (status.Cells, cells > 10));
        Assert.Equal(2, await Live());
        Assert.Equal(before, await Told());
    }

    [Fact]
    public async Task A_replay_reproduces_the_figures_of_earlier_moments()
    {
        var retraction = _history[^1] with { Id = Guid.NewGuid(), Position = _history[^1].Position + 1, Previousposition = _history[^1].Position, Time = Envelope.Recorded.AddDays(3) };
        await _city.Accept(retraction with { Data = Envelope.Of(1, 0, new ConsultationEntryRetracted(Envelope.IdAt(1), RetractionReason.WrongDate)).Data });
        var (now, then) = (await Told(), await Told(Envelope.Recorded.AddDays(1)));
        Assert.NotEqual(now, then);
        await Replay();
        Assert.Equal((now, then), (await Told(), await Told(Envelope.Recorded.AddDays(1))));
    }

    [Fact]
    public async Task A_cell_that_differs_is_named_with_its_first_event_and_blocks_the_swap_until_it_is_accepted()
    {
        var right = await Told();
        await Break();
        var broken = await Told();
        var run = New();
        var running = run.Run(Cancelled);
        await Eventually.Is(() => run.Status.Phase == ReplayPhase.Blocked, "it is blocked");

        var difference = Assert.Single(run.Status.Differences);
        Assert.Equal((Envelope.Source, 2024, nameof(CaseFigures.PlanRevised)), (difference.Source, difference.FiscalYear, difference.Figure));
        Assert.Equal(difference.Replayed + 1, difference.Live);
        Assert.Equal(_history.Last(e => e.Type.Contains("plan-revised") && FiscalYear.Of(((CaseEvent.PlanRevised)e.Decode()!).On).Year == 2024).Position, difference.FirstPosition);
        Assert.Equal(broken, await Told());

        run.Accept(new Acceptance("test", "it was broken by hand"));
        await running;
        Assert.Equal(ReplayPhase.Swapped, run.Status.Phase);
        Assert.Equal(right, await Told());
    }

    [Fact]
    public async Task A_build_that_counts_otherwise_recounts_by_itself_and_says_so()
    {
        var right = await Told();
        await _city.Execute($"delete from {FactTable.Name(1)} where figure = {CaseFigures.PlanRevised.Number}; comment on table {FactTable.Name(1)} is '{FigureCatalog.Version - 1}'");
        Assert.NotEqual(right, await Told());

        var anew = new CountingAnew(_city.Source, NewReplays(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<CountingAnew>.Instance);
        await anew.StartAsync(Cancelled);
        await anew.ExecuteTask!;
        Assert.Equal((right, 2), (await Told(), await Live()));
    }

    [Fact]
    public async Task Two_rows_that_have_exchanged_their_days_are_noticed()
    {
        var table = FactTable.Name(1);
        var rows = $"(select event_id, occurred from {table} where figure = {CaseFigures.PlanRevised.Number} and fiscal_year = 2024 order by position limit 2)";
        await _city.Execute($"""
            with two as {rows}
            update {table} as fact set occurred = other.occurred
            from two as this, two as other where fact.event_id = this.event_id and other.event_id <> this.event_id
            """);
        var status = await Replay(new ReplayScope(DryRun: true));
        var difference = Assert.Single(status.Differences);
        Assert.Equal((nameof(CaseFigures.PlanRevised), difference.Live), (difference.Figure, difference.Replayed));
        Assert.NotNull(difference.FirstPosition);
    }

    [Fact]
    public async Task A_weight_of_more_digits_than_can_be_read_differs_and_ends_no_replay()
    {
        await _city.Execute($"""
            update {FactTable.Name(1)} set weight = 75.333333333333333333333333333333 where position = (select max(position) from {FactTable.Name(1)} where figure = {CaseFigures.PlanRevised.Number} and fiscal_year = 2024)
            """);
        var status = await Replay(new ReplayScope(DryRun: true));
        Assert.Equal((ReplayPhase.Differed, 1), (status.Phase, status.Differences.Count));
    }

    [Fact]
    public async Task A_replay_whose_comparison_fails_has_ended_and_another_can_begin()
    {
        // Nothing can be compared with what is not there.
        await _city.Execute($"alter table {FactTable.Name(1)} rename column weight to heft");
        var run = New(new ReplayScope(DryRun: true));
        await run.Run(Cancelled).WaitAsync(Eventually.Patience, Cancelled);
        Assert.Equal(ReplayPhase.Failed, run.Status.Phase);
        await _city.Execute($"alter table {FactTable.Name(1)} rename column heft to weight");
        Assert.Equal(ReplayPhase.Agreed, (await Replay(new ReplayScope(DryRun: true))).Phase);
    }

    [Fact]
    public async Task Large_and_unknown_events_are_handled_alike_live_and_in_a_replay()
    {
        var data = System.Text.Json.JsonSerializer.SerializeToElement(new { text = new string('長', 200_000) });
        await _city.Accept(_history[^1] with
        {
            Id = Guid.NewGuid(), Type = "jp.imizu.consultation.not-known-yet.v1", Data = data,
            Position = _history[^1].Position + 1, Previousposition = _history[^1].Position,
        });
        var status = await Replay();
        Assert.Equal((ReplayPhase.Swapped, Many + 1, 0), (status.Phase, status.Done, status.Differences.Count));
    }

    [Fact]
    public async Task A_cancelled_replay_changes_nothing()
    {
        await Break();
        var broken = await Told();
        using var cancellation = new CancellationTokenSource();
        var run = New();
        var running = run.Run(cancellation.Token);
        await Eventually.Is(() => run.Status.Phase == ReplayPhase.Blocked, "it is blocked");
        await cancellation.CancelAsync();
        await running;
        Assert.Equal((ReplayPhase.Cancelled, 1), (run.Status.Phase, await Live()));
        Assert.Equal(broken, await Told());
        Assert.Equal(1, await Tables());
    }

    [Fact]
    public async Task A_replay_publishes_metrics()
    {
        await Break();
        var replays = NewReplays();
        var seen = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Meter.Scope == _meters.GetRequiredService<IMeterFactory>())
            {
                all.EnableMeasurementEvents(instrument);
            }
        } };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.Start();
        await replays.Start(new ReplayScope(), "test", Cancelled);
        await Eventually.Is(() => replays.Latest!.Phase == ReplayPhase.Blocked, "it is blocked");
        listener.RecordObservableInstruments();
        Assert.Equal((1, 1), (seen["imizu.replay.progress"], seen["imizu.replay.differences"]));
        Assert.True(seen["imizu.replay.rate"] > 0);

        await replays.Accept(replays.Latest!.Id, "test", "it was broken by hand", Cancelled);
        await Eventually.Is(() => seen.ContainsKey("imizu.replay.duration"), "its duration is measured");
        seen.Clear();
        listener.RecordObservableInstruments();
        Assert.Empty(seen);
    }

    [Fact]
    public async Task During_a_replay_intake_continues_and_reports_are_consistent()
    {
        var all = Envelope.Chain(Many + 1_000, Happened, skip: 2);
        using var over = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 10).Select(_ => Task.Run(async () =>
        {
            var seen = 0m;
            while (!over.IsCancellationRequested)
            {
                var topics = (await _city.Figures()).RowsOf(FigureCatalog.Figure("consultation/contacts-by-topic")!);
                var figures = await _city.Figures();
                var contacts = figures.Value("consultation/contacts-by-method");
                Assert.Equal(2 * contacts, figures.Value("consultation/contacts-by-topic"));
                Assert.Equal(11, topics.Count());
                Assert.True(contacts >= seen - 1, $"{contacts} after {seen}");
                seen = contacts;
            }
        }, Cancelled)).ToList();
        var intake = Task.Run(async () =>
        {
            foreach (var batch in all.Skip(Many).Chunk(10))
            {
                await _city.Accept(batch);
            }
        }, Cancelled);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(ReplayPhase.Swapped, (await Replay()).Phase);
        }
        await intake;
        await over.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Equal(Many + 1_000, (await _city.Journal.Head(Envelope.Source, Cancelled)).Count);
        Assert.Equal(ReplayPhase.Agreed, (await Replay(new ReplayScope(DryRun: true))).Phase);
    }

    [Fact]
    public async Task A_part_of_history_is_compared_and_never_swapped()
    {
        await Break();
        ReplayScope[] agreeing = [new(FiscalYear: 2025), new(UpTo: 300), new(Until: Envelope.Recorded.AddSeconds(-1)), new(Source: "urn:imizu:outreach")];
        foreach (var scope in agreeing)
        {
            Assert.Equal((ReplayPhase.Agreed, 0), ((await Replay(scope)) is var status ? (status.Phase, status.Differences.Count) : default));
        }
        ReplayScope[] differing = [new(DryRun: true), new(FiscalYear: 2024), new(Source: Envelope.Source), new(Until: Envelope.Recorded)];
        foreach (var scope in differing)
        {
            Assert.Equal((ReplayPhase.Differed, 1), ((await Replay(scope)) is var status ? (status.Phase, status.Differences.Count) : default));
        }
        Assert.Equal((1, 1L), (await Live(), await Tables()));
    }

    [Fact]
    public async Task Only_one_instance_replays_at_a_time()
    {
        await Break();
        var first = New();
        var running = first.Run(Cancelled);
        await Eventually.Is(() => first.Status.Phase == ReplayPhase.Blocked, "it is blocked");
        var second = New();
        await second.Run(Cancelled);
        Assert.Equal((ReplayPhase.Failed, "Another instance is replaying."), (second.Status.Phase, second.Status.Failure));

        first.Accept(new Acceptance("test", "it was broken by hand"));
        await running;
        Assert.Equal((ReplayPhase.Swapped, 2), (first.Status.Phase, await Live()));
        Assert.Equal(ReplayPhase.Swapped, (await Replay()).Phase);
    }

    [Fact]
    public async Task Generations_left_by_a_crash_are_dropped()
    {
        await _city.Execute("create table journal.facts_7 (like journal.facts_1); create table journal.facts_2 (x int)");
        Assert.Equal(ReplayPhase.Swapped, (await Replay()).Phase);
        Assert.Equal(2, await Tables());
        await Replay();
        Assert.Equal(2, await Tables());
    }

    private Task<long> Tables() => _city.Ask<long>("select count(*) from pg_tables where schemaname = 'journal' and tablename ~ '^facts_[0-9]+$'");
}
