using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.Replays;
using Imizu.Projection.Figures.Consultation;
using Imizu.Projection.Journal;
using Imizu.Projection.Replay;
using Imizu.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Imizu.Projection.Tests.Journal;

/// <summary>A text that its source has erased, in the journal and in all that is derived from it.</summary>
public sealed class RedactionTests(TestServers servers) : IAsyncLifetime
{
    private const int Quarantined = 2006;

    private const string Name = "射水太郎";

    private static readonly EventEnvelope Outline = Envelope.Of(1, 0, new CaseEvent.OutlineWritten(new DateOnly(2025, 3, 1), 2024, $"{Name}さんが就労した。"));

    private static readonly EventEnvelope Plan = Envelope.Of(2, 1, new CaseEvent.PlanRevised(new DateOnly(2024, 5, 1)));

    private static readonly EventEnvelope Redaction = Envelope.Of(
        3, 2, new ConsultationTextRedacted(Outline.Id, Outline.Position, ["text"], RedactionReason.PersonalData), recorded: Envelope.Recorded.AddDays(1));

    /// <summary>What the source has from then on.</summary>
    private static readonly EventEnvelope Erased = Outline with { Data = WrittenText.Erase(Outline.Data, ["text"]) };

    private ProjectionDatabase _city = null!;
    private JournalTotals _totals = null!;

    private static CancellationToken Cancelled => ProjectionDatabase.Cancelled;

    public async ValueTask InitializeAsync()
    {
        _city = await ProjectionDatabase.Start(servers);
        _totals = new JournalTotals(_city.Store, _city.Journal);
    }

    public ValueTask DisposeAsync()
    {
        _totals.Dispose();
        return _city.DisposeAsync();
    }

    private async Task Replay(int differences = 0)
    {
        var run = new ReplayRun(_city.Source, Guid.Empty, "test", new ReplayScope(), TimeProvider.System);
        run.Accept(new Acceptance("test", "to see what differs"));
        await run.Run(Cancelled);
        Assert.Equal((ReplayPhase.Swapped, differences, null), (run.Status.Phase, run.Status.Differences.Count, run.Status.Failure));
    }

    /// <summary>The outlines that the report of the year prints.</summary>
    private async Task<IEnumerable<string>> Printed(DateTimeOffset? asOf = null) =>
        (await _city.Figures(asOf)).TextsOf<CaseEvent.OutlineWritten>(CaseFigures.CaseOutline).Select(text => text.Text.Text);

    private Task<ControlTotals> Totals(long upTo) => _totals.UpTo(Envelope.Source, upTo, isFresh: false, Cancelled);

    private async Task IsErasedEverywhere()
    {
        Assert.Empty(await _city.TablesWith(Name));
        Assert.Equal([WrittenText.Erased], await Printed());
        Assert.Equal([WrittenText.Erased], await Printed(asOf: Envelope.Recorded));
        Assert.True(ControlTotals.None(Envelope.Source).With([Erased, Plan, Redaction]).IsSameAs(await Totals(upTo: 3)));
    }

    [Fact]
    public async Task An_erased_text_is_in_no_table_and_no_report_as_of_any_moment_and_stays_so_when_history_is_replayed()
    {
        await _city.Accept(Outline, Plan);
        // The generation that is kept beside the live one has it too.
        await Replay();
        Assert.True(ControlTotals.None(Envelope.Source).With([Outline, Plan]).IsSameAs(await Totals(upTo: 2)));
        Assert.NotEmpty(await _city.TablesWith(Name));

        await _city.Accept(Redaction);
        await IsErasedEverywhere();
        Assert.Equal(2, (await _city.Accept(Outline, Redaction)).Duplicates);
        await IsErasedEverywhere();
        await Replay();
        await IsErasedEverywhere();
    }

    [Fact]
    public async Task A_text_that_comes_with_its_redaction_is_never_stored()
    {
        await _city.Accept(Outline, Plan, Redaction);
        await IsErasedEverywhere();
        await Replay();
        await IsErasedEverywhere();
    }

    [Fact]
    public async Task Figures_in_a_cache_are_read_again()
    {
        await _city.Accept(Outline, Plan);
        var live = new Imizu.Projection.Report.LiveFigures(new Imizu.Projection.Report.YearFiguresReader(_city.Source));
        Assert.Single((await live.Read(new FiscalYear(2024), Cancelled)).TextsOf<CaseEvent.OutlineWritten>(CaseFigures.CaseOutline));
        await _city.Accept(Redaction);
        Assert.Equal([WrittenText.Erased], (await live.Read(new FiscalYear(2024), Cancelled)).TextsOf<CaseEvent.OutlineWritten>(CaseFigures.CaseOutline).Select(text => text.Text.Text));
    }

    [Fact]
    public async Task A_redaction_by_another_source_and_one_of_another_entry_at_the_position_erase_nothing()
    {
        await _city.Accept(Outline);
        await _city.Journal.Accept(
            "urn:imizu:participation",
            [Envelope.Of(1, 0, new Contracts.Participation.ParticipationTextRedacted(Outline.Id, 1, ["text"], RedactionReason.PersonalData)) with { Source = "urn:imizu:participation" }], Cancelled);
        await _city.Accept(Envelope.Of(2, 1, new ConsultationTextRedacted(Guid.NewGuid(), 1, ["text"], RedactionReason.PersonalData)));
        Assert.Equal([$"{Name}さんが就労した。"], await Printed());
        await Replay();
        Assert.Equal([$"{Name}さんが就労した。"], await Printed());
    }

    [Fact]
    public async Task A_redaction_that_an_older_build_has_passed_over_is_made_by_the_replay_of_a_newer_one()
    {
        var older = new EventJournal(
            _city.Store, _city.Metrics, NullLogger<EventJournal>.Instance, new EventCatalog(EventCatalog.All.Select(entry => entry.Record).Except([typeof(ConsultationTextRedacted)])));
        await older.Accept(Envelope.Source, [Outline, Plan, Redaction], Cancelled);
        Assert.NotEmpty(await _city.TablesWith(Name));
        await Replay(differences: 1);
        // The generation of the older build is the previous one; the next replay drops it.
        await Replay();
        await IsErasedEverywhere();
    }

    [Fact]
    public async Task A_source_that_has_erased_a_text_while_the_journal_was_away_is_followed_on()
    {
        var source = new StubSource { Events = [Outline, Plan] };
        await using (var earlier = await FollowedSource.Start(_city, source))
        {
            await earlier.UntilHead(2);
        }
        source.Events = [Erased, Plan, Redaction];
        await using var followed = await FollowedSource.Start(_city, source);
        await followed.UntilHead(3);
        Assert.Equal(0, followed.Said(Quarantined));
        await IsErasedEverywhere();
    }

    [Fact]
    public async Task Whatever_is_recorded_retracted_corrected_and_erased_in_whatever_order_the_journal_has_what_its_source_has()
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            await using var city = await ProjectionDatabase.Start(servers);
            using var totals = new JournalTotals(city.Store, city.Journal);
            var source = new ErasingSource(seed, Name);
            for (var step = 0; step < 25; step++)
            {
                source.Record();
                await city.Journal.Accept(Envelope.Source, source.Deliver(), Cancelled);
                var head = (await city.Journal.Head(Envelope.Source, Cancelled)).Position;
                var (its, mine) = (source.Totals(head), await totals.UpTo(Envelope.Source, head, isFresh: false, Cancelled));
                Assert.True((its.ErasedSince is null ? mine : await totals.Without(Envelope.Source, its.ErasedSince, head, Cancelled)).IsSameAs(its), $"history {seed}, up to {head}");
            }
            await city.Journal.Accept(Envelope.Source, source.Feed, Cancelled);
            var all = source.Totals(source.Feed[^1].Position);
            Assert.True((await totals.UpTo(Envelope.Source, all.Position, isFresh: false, Cancelled)).IsSameAs(all));
            Assert.True((await totals.UpTo(Envelope.Source, all.Position, isFresh: true, Cancelled)).IsSameAs(all));
            var replay = new ReplayRun(city.Source, Guid.Empty, "test", new ReplayScope(), TimeProvider.System);
            replay.Accept(new Acceptance("test", "to see what differs"));
            await replay.Run(Cancelled);
            Assert.Equal((ReplayPhase.Swapped, 0, null), (replay.Status.Phase, replay.Status.Differences.Count, replay.Status.Failure));
            foreach (var gone in source.Gone)
            {
                Assert.Empty(await city.TablesWith(gone));
            }
        }
    }
}
