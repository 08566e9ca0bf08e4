using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Reports;
using Imizu.Projection.Facts;
using Imizu.Projection.FiscalYears;
using Imizu.Projection.Report;
using Xunit;

namespace Imizu.Projection.Tests.Report;

public class ReportComposerTests
{
    private const string Source = "urn:imizu:consultation";

    private static readonly YearFigures Empty = new(
        new FiscalYear(2024), new FactsStanding(1, 0, []), new Dictionary<(Figure, string), decimal>(), new Dictionary<string, int>(), new SupportFigures(0, 0, 0, 0, 0), new Dictionary<string, int>(), [], []);

    private static YearFigures With(Figure figure, int count, string dimension = "") =>
        Empty with { Sums = new Dictionary<(Figure, string), decimal> { [(figure, dimension)] = count } };

    private static FiscalYearPlan Target(Indicator indicator, int target) =>
        FiscalYearPlan.Initial with { Targets = FiscalYearPlan.Initial.Targets.Add(indicator, target) };

    [Theory]
    [InlineData(5, 5, "〇")]
    [InlineData(6, 5, "〇")]
    [InlineData(4, 5, "△")]
    [InlineData(0, 0, "〇")]
    public void A_result_is_evaluated_against_its_target(int result, int target, string evaluation)
    {
        var report = ReportComposer.Compose(With(Figure.CaseReceived, result), Target(Indicator.CasesReceived, target));
        Assert.Equal(new IndicatorRow("多機関協働事業における相談受付件数", result, target, "件", evaluation), report.Consultation.Indicators[0]);
    }

    [Fact]
    public void As_of_an_earlier_moment_too_it_says_how_far_it_goes()
    {
        var figures = Empty with { Standing = new FactsStanding(1, 0, [new SourcePosition(Source, 7)]) };
        Assert.Equal(figures.Standing.Sources, ReportComposer.Compose(figures, FiscalYearPlan.Initial, asOf: DateTimeOffset.UnixEpoch).Sources);
    }

    [Fact]
    public void Without_a_target_nothing_is_evaluated() =>
        Assert.Equal((null, "－"), ReportComposer.Compose(Empty, FiscalYearPlan.Initial).Outreach.Indicators is [var row, ..] ? (row.Plan, row.Evaluation) : default);

    [Fact]
    public void Brought_forward_is_printed_only_where_there_is_any()
    {
        var without = ReportComposer.Compose(Empty, FiscalYearPlan.Initial).Consultation.SupportStatus;
        var with = ReportComposer.Compose(Empty with { Support = new SupportFigures(3, 2, 1, 4, 0) }, FiscalYearPlan.Initial).Consultation.SupportStatus;
        Assert.Equal("支援開始", without[0].Name);
        Assert.Equal(new CountRow("前年度からの継続", 3), with[0]);
    }

    [Fact]
    public void Zero_rows_of_topics_are_printed() => Assert.Contains(
        new CountRow("DV・虐待", 0), ReportComposer.Compose(Empty, FiscalYearPlan.Initial).Consultation.ContactTopics.Rows);

    [Fact]
    public void Partners_stand_in_the_order_of_the_register_by_their_latest_name()
    {
        var figures = Empty with
        {
            PartnerCases = new Dictionary<string, int> { ["b"] = 2, ["a"] = 1 },
            Worded =
            [
                Registered("a", new(new(2020, 4, 1), "課税課", PartnerGroup.CityOffice, 1)),
                Registered("b", new(new(2020, 4, 1), "市民課", PartnerGroup.CityOffice, 3)),
                Registered("a", new(new(2021, 4, 1), "税務課", PartnerGroup.CityOffice, 4)),
            ],
        };
        Assert.Equal([new CountRow("市民課", 2), new CountRow("税務課", 1)], ReportComposer.Compose(figures, FiscalYearPlan.Initial).Consultation.Partners[0].Rows);
    }

    [Theory]
    [InlineData(MeasureKind.Flow, 30)]
    [InlineData(MeasureKind.Stock, 20)]
    [InlineData(MeasureKind.Ratio, 20)]
    public void Flows_are_added_up_and_of_stocks_and_ratios_the_latest_stands(MeasureKind kind, int result)
    {
        var figures = Empty with
        {
            Tallies = [new Tally(Source, "m", new(2024, 6, 30), 20), new Tally(Source, "m", new(2024, 5, 31), 10)],
            Worded = [Worded(Figure.MeasureRegistered, "m", new FieldMeasureEvent.Registered(new(2024, 4, 1), "事業", "数", "人", kind, MeasureTable.RelatedProject, 1))],
        };
        Assert.Equal([new FieldFigure("事業", "数", result, "人")], ReportComposer.Compose(figures, FiscalYearPlan.Initial).Collaboration.RelatedProjects);
    }

    [Fact]
    public void A_case_is_outlined_by_its_last_text() => Assert.Equal(
        ["後の文"],
        ReportComposer.Compose(Empty with { Worded = [Outline("先の文"), Outline("後の文")] }, FiscalYearPlan.Initial).Consultation.CaseOutlines);

    [Fact]
    public void The_title_is_printed_in_full_width_digits() =>
        Assert.Equal("令和６年度　重層的支援体制整備事業の実施状況", ReportComposer.Compose(Empty, FiscalYearPlan.Initial).Title);

    private static WordedFact Registered(string code, PartnerEvent.Registered entry) => Worded(Figure.PartnerRegistered, code, entry);

    private static WordedFact Outline(string text) => Worded(Figure.CaseOutline, "", new CaseEvent.OutlineWritten(new(2024, 5, 1), 2024, text));

    private static WordedFact Worded<T>(Figure figure, string dimension, T words) => new(
        figure, Source, dimension, Guid.Empty, new(2024, 5, 1), JsonSerializer.SerializeToElement(words, ContractJson.Options));
}
