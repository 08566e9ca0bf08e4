using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Projection.Facts;
using Imizu.Projection.Journal;
using Imizu.Projection.Report;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Projection.Tests.Journal;

/// <summary>The journal and its facts on a real PostgreSQL.</summary>
public sealed class EventJournalTests(TestServers servers) : IAsyncLifetime
{
    private static readonly DateOnly May1 = new(2024, 5, 1);

    private ProjectionDatabase _city = null!;

    private static CancellationToken Cancelled => ProjectionDatabase.Cancelled;

    public async ValueTask InitializeAsync() => _city = await ProjectionDatabase.Start(servers);

    public ValueTask DisposeAsync() => _city.DisposeAsync();

    private Task<JournalChain> Accept(params EventEnvelope[] envelopes) => _city.Accept(envelopes);

    private Task<YearFigures> Figures(DateTimeOffset? asOf = null, FiscalYear? year = null) => _city.Figures(asOf, year);

    [Fact]
    public async Task An_event_is_counted_once_however_often_it_comes()
    {
        var received = Envelope.Of(1, 0, new CaseEvent.Received(May1, ReferralRoute.Family));
        for (var i = 0; i < 3; i++)
        {
            await Accept(received, received);
        }
        Assert.Equal(1, (await Figures()).Value("consultation/cases-received"));
        Assert.Equal(new JournalHead(Envelope.Source, 1, 1), await _city.Journal.Head(Envelope.Source, Cancelled));
    }

    [Fact]
    public async Task An_out_of_order_event_waits_for_the_missing_one()
    {
        var events = Envelope.Chain(3, i => new CaseEvent.PlanRevised(May1.AddDays(i)));
        Assert.True((await Accept(events[0], events[2])).IsGapped);
        Assert.Equal(1, (await Figures()).Value("consultation/plans-revised"));
        Assert.True(_city.Journal.IsWaiting(Envelope.Source));

        Assert.False((await Accept(events[1])).IsGapped);
        Assert.Equal(3, (await Figures()).Value("consultation/plans-revised"));
        Assert.False(_city.Journal.IsWaiting(Envelope.Source));
    }

    [Fact]
    public async Task A_held_event_that_is_delivered_again_is_counted_once()
    {
        var events = Envelope.Chain(4, i => new CaseEvent.PlanRevised(May1.AddDays(i)));
        await Accept(events[2], events[3], events[2]);
        await Accept(events[3]);
        Assert.Equal(4, (await Accept([.. events])).Contiguous.Count);
        Assert.Equal(4, (await Figures()).Value("consultation/plans-revised"));
        Assert.Empty((await Accept(events[3])).OutOfOrder);
    }

    [Fact]
    public async Task Two_instances_that_take_the_same_events_at_once_count_them_once()
    {
        var events = Envelope.Chain(50, i => new CaseEvent.PlanRevised(May1.AddDays(i)));
        EventJournal other = new(_city.Store, _city.Metrics, Microsoft.Extensions.Logging.Abstractions.NullLogger<EventJournal>.Instance);
        foreach (var window in events.Chunk(5))
        {
            var both = Task.WhenAll(Accept(window), other.Accept(Envelope.Source, window, Cancelled));
            await both.ContinueWith(_ => { }, TaskScheduler.Default);
            await Accept(window);
        }
        Assert.Equal(50, (await Figures()).Value("consultation/plans-revised"));
        Assert.Equal(50, (await _city.Journal.Head(Envelope.Source, Cancelled)).Count);
    }

    [Fact]
    public async Task A_commit_that_the_database_refuses_once_leaves_no_event_without_its_facts()
    {
        await _city.Execute("""
            create sequence refusals;
            create function refuse_once() returns trigger language plpgsql as
                $$ begin if nextval('refusals') = 1 then raise exception 'not now' using errcode = 'lock_not_available'; end if; return new; end $$;
            create trigger refuse_once before insert on journal.mt_events for each row execute function refuse_once()
            """);
        var revised = Envelope.Of(1, 0, new CaseEvent.PlanRevised(May1));
        await Assert.ThrowsAnyAsync<Exception>(() => Accept(revised));
        Assert.Equal(0, (await _city.Journal.Head(Envelope.Source, Cancelled)).Count);
        await Accept(revised);
        Assert.Equal((1, 1), ((await Figures()).Value("consultation/plans-revised"), (await _city.Journal.Head(Envelope.Source, Cancelled)).Count));
    }

    [Fact]
    public async Task An_event_of_an_unknown_type_is_stored_and_later_events_are_projected()
    {
        var fromTheFuture = Envelope.Of(1, 0, new CaseEvent.PlanRevised(May1)) with { Type = "jp.imizu.consultation.case-received.v9" };
        await Accept(fromTheFuture, Envelope.Of(2, 1, new CaseEvent.PlanRevised(May1)));
        Assert.Equal(1, (await Figures()).Value("consultation/plans-revised"));
        Assert.Equal(2, (await _city.Journal.Head(Envelope.Source, Cancelled)).Count);
    }

    [Fact]
    public async Task An_event_with_invalid_data_is_stored_and_later_events_are_projected()
    {
        var unreadable = Envelope.Of(1, 0, new CaseEvent.ConsentGiven(May1)) with { Type = EventCatalog.NameOf(typeof(CaseEvent.ContactRecorded)) };
        await Accept(unreadable, Envelope.Of(2, 1, new CaseEvent.PlanRevised(May1)));
        Assert.Equal(1, (await Figures()).Value("consultation/plans-revised"));
        Assert.Equal(0, (await Figures()).Value("consultation/contacts-by-method"));
    }

    [Fact]
    public async Task A_retracted_entry_counts_no_longer_but_did_at_the_time()
    {
        var before = Envelope.Recorded.AddDays(1);
        await Accept(
            Envelope.Of(1, 0, new CaseEvent.Received(May1, ReferralRoute.Family)),
            Envelope.Of(2, 1, new ConsultationEntryRetracted(Envelope.IdAt(1), RetractionReason.EnteredTwice), recorded: Envelope.Recorded.AddDays(2)));
        Assert.Equal(0, (await Figures()).Value("consultation/cases-received"));
        Assert.Equal(1, (await Figures(asOf: before)).Value("consultation/cases-received"));
        Assert.Equal(0, (await Figures(asOf: Envelope.Recorded.AddSeconds(-1))).Value("consultation/cases-received"));
    }

    [Fact]
    public async Task The_day_that_it_happened_decides_the_year_not_the_day_that_it_was_typed()
    {
        await Accept(
            Envelope.Of(1, 0, new CaseEvent.PlanRevised(new DateOnly(2025, 3, 31)), recorded: new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero)),
            Envelope.Of(2, 1, new CaseEvent.PlanRevised(new DateOnly(2025, 4, 1))));
        Assert.Equal(1, (await Figures()).Value("consultation/plans-revised"));
        Assert.Equal(1, (await Figures(year: new FiscalYear(2025))).Value("consultation/plans-revised"));
    }

    [Fact]
    public async Task A_case_carried_over_the_year_is_continuing_then_and_brought_forward_after()
    {
        DateOnly march = new(2025, 3, 1), april = new(2025, 4, 2);
        object[] life =
        [
            new CaseEvent.Received(march, ReferralRoute.Family), new CaseEvent.HouseholdClassified(march, HouseholdType.SinglePerson),
            new CaseEvent.PlanCreated(march), new CaseEvent.SupportStarted(march),
            new CaseEvent.HouseholdClassified(april, HouseholdType.ElderlyWithChild), new CaseEvent.SupportConcluded(april, ConclusionReason.Resolved),
        ];
        await Accept([.. Envelope.Chain(life.Length, i => life[i])]);

        Assert.Equal((0, 1, 0, 1, 0, 1, 0), await Status(2024));
        Assert.Equal((1, 0, 1, 0, 0, 0, 1), await Status(2025));
        Assert.Equal((0, 0, 0, 0, 0, 0, 0), await Status(2026));

        async Task<(decimal, decimal, decimal, decimal, decimal, decimal, decimal)> Status(int of)
        {
            var year = await Figures(year: new FiscalYear(of));
            decimal Value(string figure) => year.Value($"consultation/{figure}");
            return (Value("brought-forward"), Value("supports-started"), Value("supports-concluded"), Value("continuing"), Value("without-plan"),
                Value("household-types/singlePerson"), Value("household-types/elderlyWithChild"));
        }
    }
}
