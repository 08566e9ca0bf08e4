using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Outreach;
using Imizu.Contracts.Replays;
using Imizu.Projection.Facts;
using Imizu.Projection.Journal;
using Imizu.Projection.Replay;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Projection.Tests.Journal;

/// <summary>Events of types that do not belong to their source, live and in a replay.</summary>
public sealed class ForeignEventsTests(TestServers servers) : IAsyncLifetime
{
    private const string Outreach = "urn:imizu:outreach", CommunityBuilding = "urn:imizu:community-building";

    private static readonly DateOnly May1 = new(2024, 5, 1);

    private static readonly TargetEvent.Identified Identified = new(May1, InformationSource.Neighbourhood);

    private ProjectionDatabase _city = null!;

    private static CancellationToken Cancelled => ProjectionDatabase.Cancelled;

    public async ValueTask InitializeAsync() => _city = await ProjectionDatabase.Start(servers);

    public ValueTask DisposeAsync() => _city.DisposeAsync();

    /// <summary>Events that a source tells, one after the other, with ids of their own.</summary>
    private Task<JournalChain> Tell(string source, params object[] happened) => _city.Journal.Accept(
        source, [.. happened.Select((one, n) => Envelope.Of(n + 1, n, one) with { Source = source, Id = Guid.NewGuid() })], Cancelled);

    private async Task<decimal> Value(string key) => (await _city.Figures()).Value(key);

    private async Task ToldAgain(int events)
    {
        var run = new ReplayRun(_city.Source, Guid.Empty, "test", new ReplayScope(), TimeProvider.System);
        await run.Run(Cancelled);
        Assert.Equal((ReplayPhase.Swapped, events, null), (run.Status.Phase, run.Status.Done, run.Status.Failure));
    }

    [Fact]
    public async Task An_event_type_that_does_not_belong_to_the_source_is_stored_and_not_projected()
    {
        await Tell(Outreach, new CaseEvent.Received(May1, ReferralRoute.Family), Identified);
        for (var told = 0; told < 2; told++)
        {
            Assert.Equal((0, 1), (await Value("consultation/cases-received"), await Value("outreach/targets-identified")));
            await ToldAgain(events: 2);
        }
        Assert.Equal(2, (await _city.Journal.Head(Outreach, Cancelled)).Count);
    }

    [Fact]
    public async Task A_retraction_by_another_source_has_no_effect()
    {
        await _city.Accept(Envelope.Of(1, 0, new CaseEvent.Received(May1, ReferralRoute.Family)));
        await Tell(
            Outreach, new OutreachEntryRetracted(Envelope.IdAt(1), RetractionReason.EnteredTwice),
            new ConsultationEntryRetracted(Envelope.IdAt(1), RetractionReason.EnteredTwice));
        for (var told = 0; told < 2; told++)
        {
            Assert.Equal(1, await Value("consultation/cases-received"));
            await ToldAgain(events: 3);
        }
    }

    [Fact]
    public async Task Tallies_are_projected_from_services_with_measures_only()
    {
        foreach (var source in EventSources.All)
        {
            await Tell(source, new FieldMeasureEvent.Tallied(May1, May1, 5));
        }
        for (var told = 0; told < 2; told++)
        {
            Assert.Equal([Envelope.Source, CommunityBuilding], await CountedSources());
            await ToldAgain(events: 4);
        }
    }

    [Fact]
    public async Task The_source_of_an_event_is_the_feed_that_has_it_not_its_envelope()
    {
        await _city.Journal.Accept(
            Outreach, [Envelope.Of(1, 0, Identified) with { Source = "urn:imizu:nobody" }, Envelope.Of(2, 1, Identified) with { Source = Envelope.Source }], Cancelled);
        for (var told = 0; told < 2; told++)
        {
            Assert.Equal([Outreach], await CountedSources());
            Assert.Equal(2, await Value("outreach/targets-identified"));
            await ToldAgain(events: 2);
        }
    }

    private async Task<IEnumerable<string>> CountedSources()
    {
        var live = FactTable.Name(await _city.Ask<int>("select live from journal.generation"));
        return (await _city.Ask<short[]>($"select array_agg(distinct source order by source) from {live}")).Select(number => EventSources.All[number]);
    }
}
