using System.Diagnostics.Metrics;
using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Replays;
using Imizu.Projection.Facts;
using Imizu.Projection.Figures.Consultation;
using Imizu.Projection.Journal;
using Imizu.Projection.Replay;
using Imizu.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Imizu.Projection.Tests.Journal;

/// <summary>Builds that know different event types, on one journal.</summary>
public sealed class KnownEventsTests(TestServers servers) : IAsyncLifetime
{
    private static readonly DateOnly May1 = new(2024, 5, 1);

    private ProjectionDatabase _city = null!;

    private static CancellationToken Cancelled => ProjectionDatabase.Cancelled;

    private static IEnumerable<Type> Published => EventCatalog.All.Select(entry => entry.Record);

    public async ValueTask InitializeAsync() => _city = await ProjectionDatabase.Start(servers);

    public ValueTask DisposeAsync() => _city.DisposeAsync();

    /// <summary>A journal of a build that knows these events.</summary>
    private EventJournal Journal(EventCatalog known) => new(_city.Store, _city.Metrics, NullLogger<EventJournal>.Instance, known);

    private async Task<ReplayStatus> Replay(bool isDry = false, EventCatalog? known = null, bool accepted = false)
    {
        var run = new ReplayRun(_city.Source, Guid.Empty, "test", new ReplayScope(DryRun: isDry), TimeProvider.System, known);
        if (accepted)
        {
            run.Accept(new Acceptance("test", "this build knows more"));
        }
        await run.Run(Cancelled);
        Assert.Null(run.Status.Failure);
        return run.Status;
    }

    private async Task<decimal> Value(string key) => (await _city.Figures()).Value(key);

    [Fact]
    public async Task An_event_unknown_to_an_older_build_is_projected_by_the_replay_of_a_newer_one()
    {
        var older = Journal(new EventCatalog(Published.Except([typeof(CaseEvent.PlanRevised)])));
        var notCounted = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Name == "imizu.journal.not_counted" && instrument.Meter.Scope == _city.Meters)
            {
                all.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => notCounted += value);
        listener.Start();

        var events = Envelope.Chain(6, i => i % 3 == 1 ? new CaseEvent.PlanRevised(May1) : new CaseEvent.PlanCreated(May1));
        await older.Accept(Envelope.Source, events, Cancelled);
        Assert.Equal((0, 4, 2L), (await Value("consultation/plans-revised"), await Value("consultation/plans-created"), notCounted));
        Assert.Equal(6, (await older.Head(Envelope.Source, Cancelled)).Count);

        var dry = await Replay(isDry: true);
        var expected = Assert.Single(dry.Differences);
        Assert.Equal((ReplayPhase.Differed, nameof(CaseFigures.PlanRevised), 0m, 2m, (long?)events[1].Position),
            (dry.Phase, expected.Figure, expected.Live, expected.Replayed, expected.FirstPosition));

        Assert.Equal(ReplayPhase.Swapped, (await Replay(accepted: true)).Phase);
        Assert.Equal((2, 4), (await Value("consultation/plans-revised"), await Value("consultation/plans-created")));
        Assert.Equal(ReplayPhase.Agreed, (await Replay(isDry: true)).Phase);
    }

    [Fact]
    public async Task Old_and_new_versions_of_an_event_are_each_counted_once_live_and_in_a_replay()
    {
        var known = new EventCatalog([.. Published, typeof(EarlierContact)]);
        EventEnvelope[] both =
        [
            Envelope.Of(1, 0, new EarlierContact(May1, ContactTopic.JobSeeking)),
            Envelope.Of(2, 1, new CaseEvent.ContactRecorded(May1, ContactMethod.Telephone, [ContactTopic.FamilyRelations])),
        ];
        await Journal(known).Accept(Envelope.Source, [.. both, .. both], Cancelled);
        Assert.Equal(["familyRelations 1", "jobSeeking 1"], await Topics());

        var replayed = await Replay(known: known);
        Assert.Equal((ReplayPhase.Swapped, 2L, 0), (replayed.Phase, replayed.Done, replayed.Differences.Count));
        Assert.Equal(["familyRelations 1", "jobSeeking 1"], await Topics());
    }

    [Theory]
    [InlineData("""{"from":"2024-04-01","to":"2024-04-30","value":79228162514264337593543950335}""", "jp.imizu.field-tallies.measure-tallied.v1")]
    [InlineData("""{"from":"2024-04-01","to":"2024-04-30","value":75.333333333333333333333333333}""", "jp.imizu.field-tallies.measure-tallied.v1")]
    [InlineData("""{"on":"2024-05-01","fiscalYear":99999,"text":"x"}""", "jp.imizu.consultation.outline-written.v1")]
    public async Task An_event_whose_numbers_no_figure_can_hold_is_set_aside_and_the_rest_is_reported(string data, string type)
    {
        EventEnvelope Uncountable(long position) => Envelope.Of(position, position - 1, new CaseEvent.PlanCreated(May1)) with
        {
            Type = type, Subject = "measure/riyosha-kihon", Data = System.Text.Json.JsonElement.Parse(data),
        };
        await _city.Accept(
            Envelope.Of(1, 0, new FieldMeasureEvent.Registered(May1, "利用者支援", "相談", "件", MeasureKind.Flow, MeasureTable.FieldConsultation, 1), "measure/riyosha-kihon"),
            Uncountable(2), Uncountable(3),
            Envelope.Of(4, 3, new FieldMeasureEvent.Tallied(May1, new DateOnly(2024, 5, 31), 5), "measure/riyosha-kihon"));

        Assert.Equal(4, (await Journal(EventCatalog.Published).Head(Envelope.Source, Cancelled)).Count);
        Assert.Equal(5, (await _city.Figures()).Value("collaboration/field-tallies/riyosha-kihon"));
        Assert.Equal(ReplayPhase.Agreed, (await Replay(isDry: true)).Phase);
        Assert.Equal(ReplayPhase.Swapped, (await Replay()).Phase);
        Assert.Equal(5, (await _city.Figures()).Value("collaboration/field-tallies/riyosha-kihon"));
    }

    [Fact]
    public async Task A_number_that_an_earlier_build_has_counted_makes_no_report_unreadable_and_a_replay_names_it()
    {
        await _city.Accept(
            Envelope.Of(1, 0, new FieldMeasureEvent.Registered(May1, "利用者支援", "相談", "件", MeasureKind.Flow, MeasureTable.FieldConsultation, 1), "measure/riyosha-kihon"),
            Envelope.Of(2, 1, new FieldMeasureEvent.Tallied(May1, new DateOnly(2024, 5, 31), 5), "measure/riyosha-kihon"),
            Envelope.Of(3, 2, new FieldMeasureEvent.Tallied(new DateOnly(2024, 6, 1), new DateOnly(2024, 6, 30), 6), "measure/riyosha-kihon"));
        await _city.Execute("update journal.facts_1 set weight = 79228162514264337593543950335000 where position = 3");

        Assert.Equal(5, (await _city.Figures()).Value("collaboration/field-tallies/riyosha-kihon"));
        Assert.Equal(3, Assert.Single((await Replay(isDry: true)).Differences).FirstPosition);
    }

    private async Task<IEnumerable<string>> Topics() =>
        (await _city.Figures()).Cells.Where(cell => cell.Key.StartsWith("consultation/contacts-by-topic/", StringComparison.Ordinal)).Select(cell => $"{cell.Key.Split('/')[^1]} {cell.Value:0}").Order(StringComparer.Ordinal);

    /// <summary>As if there had been a version of the event, before the one that is published, that knew one topic and no method.</summary>
    [EventType("jp.imizu.consultation.contact-recorded.v0", "相談の記録", LegalBasis.MultiAgencyCollaboration)]
    private sealed record EarlierContact(DateOnly On, ContactTopic Topic) : IUpcast<CaseEvent.ContactRecorded>
    {
        public CaseEvent.ContactRecorded Upcast() => new(On, ContactMethod.Other, [Topic]);
    }
}
