using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.Projection.Figures;
using Imizu.Projection.FiscalYears;
using Imizu.Projection.Report;
using Imizu.Projection.SmallCells;
using Imizu.Projection.Tests.Figures;
using Xunit;

namespace Imizu.Projection.Tests.SmallCells;

/// <summary>What is small is not told, and cannot be computed.</summary>
public sealed class WithholdingTests
{
    private static readonly FiscalYear Year = new(2023);

    private static YearFigures Figures(IEnumerable<KeyValuePair<string, decimal>> cells) => new(Year, new FactsStanding(1, 0, []), new Dictionary<string, decimal>(cells), []);

    private static YearFigures Figures(params (string Key, decimal Value)[] cells) => Figures(cells.Select(cell => KeyValuePair.Create(cell.Key, cell.Value)));

    private static Dictionary<string, string> Printed(YearFigures figures) =>
        Balances.Cells(figures).Where(key => FigureCatalog.Cell(key) is not null).Distinct().ToDictionary(key => key, key => FigureCatalog.Cell(key)!.Value.Figure.Unit);

    private static IEnumerable<string> Withheld(int below, params (string, decimal)[] cells)
    {
        var figures = Figures(cells);
        return new Withholding(below).Of(figures, Printed(figures)).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void A_small_count_is_withheld_with_the_next_smallest_beside_it() => Assert.Equal(
        ["consultation/closed-without-plan/existingSchemesSufficed", "consultation/closed-without-plan/movedAway"],
        Withheld(5, ("consultation/closed-without-plan", 41), ("consultation/closed-without-plan/existingSchemesSufficed", 4), ("consultation/closed-without-plan/movedAway", 7),
            ("consultation/closed-without-plan/noConsent", 30)));

    [Fact]
    public void Two_that_are_1_are_known_by_their_sum_and_take_a_third_with_them() => Assert.Equal(3, Withheld(5,
        ("consultation/closed-without-plan", 12), ("consultation/closed-without-plan/existingSchemesSufficed", 1), ("consultation/closed-without-plan/movedAway", 1),
        ("consultation/closed-without-plan/noConsent", 10)).Count());

    [Fact]
    public void How_often_a_meeting_was_held_is_told() =>
        Assert.Empty(Withheld(5, ("consultation/conferences-held", 3), ("consultation/conferences-held/individualSupport", 3)));

    [Fact]
    public void A_share_is_withheld_with_what_it_is_a_share_of() => Assert.Contains(
        "consultation/plan-share", Withheld(5, ("consultation/cases-received", 29), ("consultation/without-plan", 3), ("consultation/plan-share", 89.7m)));

    /// <summary>89.7 % of 29 cases have a plan: who is not told that three have none can compute it.</summary>
    [Fact]
    public void A_share_is_withheld_too_where_what_it_is_a_share_of_is_not_printed()
    {
        var figures = Figures(("consultation/cases-received", 29), ("consultation/without-plan", 3), ("consultation/plan-share", 89.7m));
        Assert.Equal(["consultation/plan-share"], new Withholding(5).Of(figures, new Dictionary<string, string> { ["consultation/plan-share"] = "％" }));
    }

    [Fact]
    public void Of_two_forms_neither_tells_what_the_other_withholds()
    {
        var form = ReportForms.Read(Path.Combine(AppContext.BaseDirectory, "Forms")).Find("breakdown")!;
        var figures = Figures(("consultation/cases-received", 29), ("consultation/without-plan", 3), ("consultation/plan-share", 89.7m));
        var told = YearReports.Compose(
            [form, form with { Key = "five", WithholdBelow = 5 }, form with { Key = "three", WithholdBelow = 3 }], figures, FiscalYearPlan.Initial, asOf: null, earlier: []);
        Assert.Equal([89.7m, null, null], told.Select(report => report.Cells().First(cell => cell.Key == "consultation/plan-share").Value));
    }

    /// <summary>In the first edition 7 protects 4; were it told in the second, where 4 has become 6, the first would have told 4.</summary>
    [Fact]
    public void What_protects_a_small_count_of_an_earlier_edition_stays_withheld()
    {
        YearFigures Edition(decimal referred) => Figures(
            ("consultation/closed-without-plan", 37 + referred), ("consultation/closed-without-plan/existingSchemesSufficed", referred), ("consultation/closed-without-plan/movedAway", 7),
            ("consultation/closed-without-plan/noConsent", 30));
        var withholding = new Withholding(5);
        Assert.Contains("consultation/closed-without-plan/movedAway", withholding.Of(Edition(4), Printed(Edition(4))));
        Assert.NotEmpty(withholding.Of(Edition(6), Printed(Edition(6))));
        Assert.Empty(new Withholding(5).Of(Edition(6), Printed(Edition(6))));
    }

    /// <summary>What was told before anything was withheld protects nothing: not the 6, but the total goes with the 3.</summary>
    [Fact]
    public void What_an_earlier_edition_has_told_protects_nothing()
    {
        YearFigures Edition(decimal referred) => Figures(
            ("consultation/closed-without-plan", 36 + referred), ("consultation/closed-without-plan/existingSchemesSufficed", referred),
            ("consultation/closed-without-plan/movedAway", 6), ("consultation/closed-without-plan/noConsent", 30));
        var form = ReportForms.Read(Path.Combine(AppContext.BaseDirectory, "Forms")).Find("breakdown")!;
        var withholding = new Withholding(5);
        withholding.Learn([ReportComposer.Compose(form, Edition(12), FiscalYearPlan.Initial)], Edition(12));
        var withheld = withholding.Of(Edition(3), Printed(Edition(3)));
        Assert.Contains("consultation/closed-without-plan/existingSchemesSufficed", withheld);
        Assert.Contains("consultation/closed-without-plan", withheld);
    }

    /// <summary>Three editions of a random year, all figures printed: whatever a reader tries, no small count comes out.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(10)]
    public void Nobody_computes_a_small_count_from_totals_other_rows_or_an_earlier_edition(int below)
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var history = new RandomHistory(seed);
            var (withholding, reader) = (new Withholding(below), new Reader());
            var told = 0;
            foreach (var moment in new DateTimeOffset?[] { history.AnyMoment(), history.AnyMoment() }.Order().Append(null))
            {
                var figures = Figures(HandCount.Of(history, Year.Year, moment));
                var printed = Printed(figures);
                var withheld = withholding.Of(figures, printed);
                Assert.All(printed.Where(of => of.Value is "件" or "人" or "世帯" && figures.Value(of.Key) is > 0 and var value && value < below), of => Assert.Contains(of.Key, withheld));
                told += printed.Keys.Count(key => figures.Value(key) > 0 && !withheld.Contains(key));
                reader.Read(figures.Cells, printed.Keys, withheld);
            }
            Assert.Empty(reader.Computed(below));
            Assert.True(told > 0);
        }
    }

    /// <summary>The reader of the test before is one who finds what can be found.</summary>
    [Fact]
    public void Who_withholds_only_the_small_count_itself_is_found_out()
    {
        var figures = Figures(("consultation/closed-without-plan", 37), ("consultation/closed-without-plan/existingSchemesSufficed", 3), ("consultation/closed-without-plan/movedAway", 34));
        var reader = new Reader();
        reader.Read(figures.Cells, Printed(figures).Keys, new HashSet<string> { "consultation/closed-without-plan/existingSchemesSufficed" });
        Assert.Equal([(3, "consultation/closed-without-plan/existingSchemesSufficed")], reader.Computed(5));
    }

    [Fact]
    public void A_form_that_withholds_prints_neither_the_count_nor_what_it_is_worth()
    {
        var form = ReportForms.Read(Path.Combine(AppContext.BaseDirectory, "Forms")).Find("published")!;
        var figures = Figures(("consultation/cases-received", 3), ("outreach/targets-identified", 30));
        AnnualReport Told(int below) => YearReports.Compose(
            [form with { WithholdBelow = below }], figures, FiscalYearPlan.Initial with { Targets = FiscalYearPlan.Initial.Targets.Add(Indicator.CasesReceived, 5) }, asOf: null, earlier: []).Single();

        Assert.Equal((3, "△", null), Of(Told(0)));
        Assert.Equal((null, null, 5), Of(Told(5)));
        Assert.Equal(30, Told(5).Value("outreach/targets-identified"));

        static (decimal?, string?, int?) Of(AnnualReport report) => report.Cells().Where(cell => cell.Key == "consultation/cases-received").Select(cell => (cell.Value, cell.Evaluation, report.WithheldBelow)).First();
    }
}
