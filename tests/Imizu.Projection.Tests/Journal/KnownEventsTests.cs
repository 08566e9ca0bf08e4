using System.Diagnostics.Metrics;
using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.Replays;
using Imizu.Projection.Facts;
using Imizu.Projection.Journal;
using Imizu.Projection.Replay;
using Imizu.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Imizu.Projection.Tests.Journal;

/// <summary>Builds that know more events than others, on one journal: nothing is lost, nothing is counted twice.</summary>
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

    private async Task<int> Count(Figure figure) => (await _city.Figures()).Count(figure);

    [Fact]
    public async Task What_an_older_build_does_not_know_is_kept_and_counted_once_a_newer_one_tells_it_again()
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
        Assert.Equal((0, 4, 2L), (await Count(Figure.PlanRevised), await Count(Figure.PlanCreated), notCounted));
        Assert.Equal(6, (await older.Head(Envelope.Source, Cancelled)).Count);

        var dry = await Replay(isDry: true);
        var expected = Assert.Single(dry.Differences);
        Assert.Equal((ReplayPhase.Differed, nameof(Figure.PlanRevised), 0m, 2m, (long?)events[1].Position),
            (dry.Phase, expected.Figure, expected.Live, expected.Replayed, expected.FirstPosition));

        Assert.Equal(ReplayPhase.Swapped, (await Replay(accepted: true)).Phase);
        Assert.Equal((2, 4), (await Count(Figure.PlanRevised), await Count(Figure.PlanCreated)));
        Assert.Equal(ReplayPhase.Agreed, (await Replay(isDry: true)).Phase);
    }

    [Fact]
    public async Task An_old_version_and_a_new_one_of_an_event_are_each_counted_once_live_and_told_again()
    {
        var known = new EventCatalog([.. Published, typeof(EarlierContact)]);
        EventEnvelope[] both =
        [
            Envelope.Of(1, 0, new EarlierContact(May1, ContactTopic.JobSeeking)),
            Envelope.Of(2, 1, new CaseEvent.ContactRecorded(May1, ContactMethod.Telephone, [ContactTopic.FamilyRelations])),
        ];
        await Journal(known).Accept(Envelope.Source, [.. both, .. both], Cancelled);
        Assert.Equal(["FamilyRelations 1", "JobSeeking 1"], await Topics());

        var replayed = await Replay(known: known);
        Assert.Equal((ReplayPhase.Swapped, 2L, 0), (replayed.Phase, replayed.Done, replayed.Differences.Count));
        Assert.Equal(["FamilyRelations 1", "JobSeeking 1"], await Topics());
    }

    private async Task<IEnumerable<string>> Topics() =>
        (await _city.Figures()).Sums.Where(sum => sum.Key.Figure == Figure.ContactByTopic).Select(sum => $"{sum.Key.Dimension} {sum.Value:0}").Order(StringComparer.Ordinal);

    /// <summary>As if there had been a version of the event, before the one that is published, that knew one topic and no method.</summary>
    [EventType("jp.imizu.consultation.contact-recorded.v0", "相談の記録", LegalBasis.MultiAgencyCollaboration)]
    private sealed record EarlierContact(DateOnly On, ContactTopic Topic) : IUpcast<CaseEvent.ContactRecorded>
    {
        public CaseEvent.ContactRecorded Upcast() => new(On, ContactMethod.Other, [Topic]);
    }
}
