using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace Imizu.Contracts.Tests.Totals;

public sealed class ControlTotalsTests
{
    private static ControlTotals Totals(params IEnumerable<EventEnvelope> envelopes) => ControlTotals.None(Stored.Source).With(envelopes);

    private static string Written(ControlTotals totals) => JsonSerializer.Serialize(totals, ContractJson.Options);

    private static EventEnvelope On(long position, int year) => Stored.Envelope(position, $$"""{"on":"{{year}}-05-01"}""");

    [Fact]
    public void No_events_have_totals_too() => Assert.Equal(
        $$"""{"source":"urn:imizu:consultation","position":0,"count":0,"hash":"{{new string('0', 64)}}","fiscalYears":[]}""", Written(Totals()));

    [Fact]
    public void Years_are_told_apart_and_what_is_of_none_comes_last()
    {
        var totals = Totals(Stored.Envelope(1, """{"entryId":"x"}"""), On(3, 2024), On(4, 2022), On(9, 2024));
        Assert.Equal((9, 4), (totals.Position, totals.Count));
        Assert.Equal([(2022, 1), (2024, 2), (null, 1)], totals.FiscalYears.Select(year => (year.FiscalYear, year.Count)));
    }

    [Fact]
    public void A_years_hash_is_that_of_its_events_alone()
    {
        var mixed = Totals(On(1, 2024), On(2, 2023), On(3, 2024));
        Assert.Equal(Totals(On(1, 2024), On(3, 2024)).Hash, mixed.FiscalYears.Single(year => year.FiscalYear == 2024).Hash);
        Assert.Equal(Totals(On(2, 2023)).Hash, mixed.FiscalYears.Single(year => year.FiscalYear == 2023).Hash);
    }

    [Fact]
    public void The_order_of_events_matters() =>
        Assert.NotEqual(Totals(On(1, 2024), On(2, 2024)).Hash, Totals(On(2, 2024), On(1, 2024)).Hash);

    [Fact]
    public void An_event_too_few_too_many_or_twice_shows()
    {
        var all = new[] { On(1, 2024), On(2, 2024), On(3, 2024) };
        string[] hashes = [Totals(all).Hash, Totals(all[1..]).Hash, Totals(all[..2]).Hash, Totals([.. all, On(4, 2024)]).Hash, Totals([.. all, all[2]]).Hash];
        Assert.Distinct(hashes);
    }

    [Property(MaxTest = 200)]
    public Property Batches_of_any_size_give_the_same_totals() => Prop.ForAll(
        Gen.ListOf(Gen.Choose(0, Stored.Examples.Count - 1)).ToArbitrary(), Gen.NonEmptyListOf(Gen.Choose(0, 7)).ToArbitrary(),
        (picked, sizes) =>
        {
            var events = picked.Select((example, i) => Stored.Examples[example] with { Position = i + 1 }).ToList();
            var totals = ControlTotals.None(Stored.Source);
            var taken = 0;
            foreach (var size in sizes)
            {
                totals = totals.With(events.Skip(taken).Take(size).Select(envelope => envelope.ThroughJsonb()));
                taken += size;
            }
            return Written(totals.With(events.Skip(taken))) == Written(Totals(events));
        });
}
