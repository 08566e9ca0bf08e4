using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Projection.Facts;
using Imizu.Projection.Figures.Consultation;
using Imizu.Projection.Report;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Projection.Tests.Report;

/// <summary>The cache of figures and its invalidation.</summary>
public sealed class LiveFiguresTests(TestServers servers) : IAsyncLifetime
{
    private static readonly DateOnly May1 = new(2024, 5, 1);

    private readonly List<EventEnvelope> _plans = Envelope.Chain(20, i => new CaseEvent.PlanRevised(May1.AddDays(i)));
    private ProjectionDatabase _city = null!;
    private LiveFigures _live = null!;

    public async ValueTask InitializeAsync()
    {
        _city = await ProjectionDatabase.Start(servers);
        _live = new LiveFigures(new YearFiguresReader(_city.Source));
    }

    public ValueTask DisposeAsync() => _city.DisposeAsync();

    private Task<YearFigures> Read(int year = 2024) => _live.Read(new FiscalYear(year), ProjectionDatabase.Cancelled);

    [Fact]
    public async Task Each_event_shows_in_the_next_report()
    {
        Assert.Equal(0, (await Read()).Value("consultation/plans-revised"));
        for (var i = 0; i < _plans.Count; i++)
        {
            await _city.Accept(_plans[i]);
            Assert.Equal(i + 1, (await Read()).Value("consultation/plans-revised"));
        }
    }

    [Fact]
    public async Task Figures_are_cached_until_a_change_and_concurrent_reads_share_one_query()
    {
        await _city.Accept([.. _plans]);
        var many = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Read()));
        Assert.All(many, figures => Assert.Same(many[0].Cells, figures.Cells));
        Assert.Same(many[0].Cells, (await Read()).Cells);
    }

    [Fact]
    public async Task Events_of_a_later_year_do_not_invalidate_the_figures_of_an_earlier_one()
    {
        await _city.Accept([.. _plans]);
        var (before, later) = (await Read(2023), await Read(2025));
        await _city.Accept(Next(new CaseEvent.SupportStarted(May1)));

        var after = await Read(2023);
        Assert.Same(before.Cells, after.Cells);
        Assert.Equal(_plans[^1].Position + 1, Assert.Single(after.Standing.Sources).Position);
        Assert.Equal(1, (await Read(2024)).Value("consultation/supports-started"));
        Assert.Equal((0, 1), (later.Value("consultation/brought-forward"), (await Read(2025)).Value("consultation/brought-forward")));
    }

    [Fact]
    public async Task Retractions_and_registrations_invalidate_every_year()
    {
        await _city.Accept([.. _plans]);
        var before = await Read();
        Assert.Equal(20, before.Value("consultation/plans-revised"));
        await _city.Accept(Next(new ConsultationEntryRetracted(_plans[3].Id, RetractionReason.EnteredTwice)));
        Assert.Equal(19, (await Read()).Value("consultation/plans-revised"));

        var registered = Next(new PartnerEvent.Registered(May1.AddYears(1), "福祉課", PartnerGroup.CityOffice, 1), after: 2);
        await _city.Accept(registered);
        Assert.Single((await Read()).Register<PartnerEvent.Registered>(PartnerFigures.PartnerRegistered));
    }

    private EventEnvelope Next(object happened, int after = 1) =>
        Envelope.Of(_plans[^1].Position + after, _plans[^1].Position + after - 1, happened);

    [Fact]
    public async Task A_swapped_generation_invalidates_the_figures()
    {
        await _city.Accept([.. _plans]);
        var before = await Read();
        await _city.Execute("create table journal.facts_2 (like journal.facts_1); update journal.generation set live = 2");
        Assert.Equal((20, 0), (before.Value("consultation/plans-revised"), (await Read()).Value("consultation/plans-revised")));
        await _city.Execute("update journal.generation set live = 1");
        Assert.Equal(20, (await Read()).Value("consultation/plans-revised"));
    }

    [Fact]
    public async Task More_years_than_the_cache_holds_are_answered_correctly()
    {
        await _city.Accept([.. _plans]);
        for (var year = 1950; year < 2060; year++)
        {
            Assert.Equal(year == 2024 ? 20 : 0, (await Read(year)).Value("consultation/plans-revised"));
        }
        Assert.Equal(20, (await Read()).Value("consultation/plans-revised"));
    }
}
