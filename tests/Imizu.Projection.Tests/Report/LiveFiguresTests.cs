using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Projection.Facts;
using Imizu.Projection.Report;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Projection.Tests.Report;

/// <summary>Counted once for many, and never too old.</summary>
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
    public async Task Each_event_shows_in_the_next_reading()
    {
        Assert.Equal(0, (await Read()).Count(Figure.PlanRevised));
        for (var i = 0; i < _plans.Count; i++)
        {
            await _city.Accept(_plans[i]);
            Assert.Equal(i + 1, (await Read()).Count(Figure.PlanRevised));
        }
    }

    [Fact]
    public async Task Where_nothing_is_new_nothing_is_counted_again_and_many_at_once_count_once()
    {
        await _city.Accept([.. _plans]);
        var many = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Read()));
        Assert.All(many, figures => Assert.Same(many[0].Sums, figures.Sums));
        Assert.Same(many[0].Sums, (await Read()).Sums);
    }

    [Fact]
    public async Task What_is_of_a_later_year_leaves_an_earlier_one_as_it_is_and_is_said_to_be_counted_in()
    {
        await _city.Accept([.. _plans]);
        var (before, later) = (await Read(2023), await Read(2025));
        await _city.Accept(Next(new CaseEvent.SupportStarted(May1)));

        var after = await Read(2023);
        Assert.Same(before.Sums, after.Sums);
        Assert.Equal(_plans[^1].Position + 1, Assert.Single(after.Standing.Sources).Position);
        Assert.Equal(1, (await Read(2024)).Support.Started);
        Assert.Equal((0, 1), (later.Support.BroughtForward, (await Read(2025)).Support.BroughtForward));
    }

    [Fact]
    public async Task What_is_retracted_or_registered_is_looked_at_in_every_year()
    {
        await _city.Accept([.. _plans]);
        var before = await Read();
        Assert.Equal(20, before.Count(Figure.PlanRevised));
        await _city.Accept(Next(new ConsultationEntryRetracted(_plans[3].Id, RetractionReason.EnteredTwice)));
        Assert.Equal(19, (await Read()).Count(Figure.PlanRevised));

        var registered = Next(new PartnerEvent.Registered(May1.AddYears(1), "福祉課", PartnerGroup.CityOffice, 1), after: 2);
        await _city.Accept(registered);
        Assert.Single((await Read()).Register<PartnerEvent.Registered>(Figure.PartnerRegistered));
    }

    private EventEnvelope Next(object happened, int after = 1) =>
        Envelope.Of(_plans[^1].Position + after, _plans[^1].Position + after - 1, happened);

    [Fact]
    public async Task Another_generation_is_counted_anew_though_it_is_no_further()
    {
        await _city.Accept([.. _plans]);
        var before = await Read();
        await _city.Execute("create table journal.facts_2 (like journal.facts_1); update journal.generation set live = 2");
        Assert.Equal((20, 0), (before.Count(Figure.PlanRevised), (await Read()).Count(Figure.PlanRevised)));
        await _city.Execute("update journal.generation set live = 1");
        Assert.Equal(20, (await Read()).Count(Figure.PlanRevised));
    }

    [Fact]
    public async Task However_many_years_are_asked_for_each_is_right()
    {
        await _city.Accept([.. _plans]);
        for (var year = 1950; year < 2060; year++)
        {
            Assert.Equal(year == 2024 ? 20 : 0, (await Read(year)).Count(Figure.PlanRevised));
        }
        Assert.Equal(20, (await Read()).Count(Figure.PlanRevised));
    }
}
