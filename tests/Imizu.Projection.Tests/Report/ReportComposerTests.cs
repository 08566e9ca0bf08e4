using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Reports;
using Imizu.Projection.Figures;
using Imizu.Projection.Figures.Collaboration;
using Imizu.Projection.Figures.Consultation;
using Imizu.Projection.FiscalYears;
using Imizu.Projection.Report;
using Xunit;

namespace Imizu.Projection.Tests.Report;

public class ReportComposerTests
{
    private static readonly ReportForms Forms = ReportForms.Read(Path.Combine(AppContext.BaseDirectory, "Forms"));

    private static readonly YearFigures Empty = new(new FiscalYear(2024), new FactsStanding(1, 0, []), new Dictionary<string, decimal>(), []);

    private static YearFigures With(params (string Key, decimal Value)[] cells) => Empty with { Cells = cells.ToDictionary(cell => cell.Key, cell => cell.Value) };

    private static AnnualReport Composed(YearFigures figures, FiscalYearPlan? plan = null) => ReportComposer.Compose(Forms.Find("printed")!, figures, plan ?? FiscalYearPlan.Initial);

    private static IEnumerable<(string Label, decimal? Value)> Rows(AnnualReport report, string section, string block) =>
        report.Sections.Single(of => of.Key == section).Blocks.SingleOrDefault(of => of.Key == block)?.Rows.Select(row => (row.Label, row.Cells[0].Value)) ?? [];

    private static FiscalYearPlan Target(Indicator indicator, int target) =>
        FiscalYearPlan.Initial with { Targets = FiscalYearPlan.Initial.Targets.Add(indicator, target) };

    [Theory]
    [InlineData(5, 5, "〇")]
    [InlineData(6, 5, "〇")]
    [InlineData(4, 5, "△")]
    [InlineData(0, 0, "〇")]
    public void A_result_is_evaluated_against_its_target(int result, int target, string evaluation)
    {
        var report = Composed(With(("consultation/cases-received", result)), Target(Indicator.CasesReceived, target));
        var row = report.Sections[0].Blocks[0].Rows[0];
        Assert.Equal("多機関協働事業における相談受付件数", row.Label);
        Assert.Equal(new ReportCell("consultation/cases-received", result, "件", Name: null, target, evaluation), row.Cells[0]);
    }

    [Fact]
    public void A_report_as_of_an_earlier_moment_states_its_source_positions()
    {
        var figures = Empty with { Standing = new FactsStanding(1, 0, [new SourcePosition("urn:imizu:consultation", 7)]) };
        Assert.Equal(figures.Standing.Sources, ReportComposer.Compose(Forms.Find("printed")!, figures, FiscalYearPlan.Initial, asOf: DateTimeOffset.UnixEpoch).Sources);
    }

    [Fact]
    public void Without_a_target_nothing_is_evaluated()
    {
        var cell = Composed(Empty).Cells().Single(cell => cell.Key == "outreach/targets-identified");
        Assert.Equal((null, "－"), (cell.Target, cell.Evaluation));
    }

    [Fact]
    public void Brought_forward_is_printed_only_where_there_is_any()
    {
        Assert.Equal("支援開始", Rows(Composed(Empty), "consultation", "support-status").First().Label);
        Assert.Equal(("前年度からの継続", 3), Rows(Composed(With(("consultation/brought-forward", 3))), "consultation", "support-status").First());
    }

    [Fact]
    public void Zero_rows_of_topics_are_printed() => Assert.Contains(("DV・虐待", 0), Rows(Composed(Empty), "consultation", "contact-topics"));

    [Fact]
    public void Partners_stand_in_the_order_of_the_register_by_their_latest_name_and_one_whose_registration_is_retracted_by_its_code()
    {
        var figures = With(("consultation/partner-cases/b", 2), ("consultation/partner-cases/a", 1), ("consultation/partner-cases/gone", 4)) with
        {
            Texts =
            [
                Registered("a", new(new(2020, 4, 1), "課税課", PartnerGroup.CityOffice, 1)),
                Registered("b", new(new(2020, 4, 1), "市民課", PartnerGroup.CityOffice, 3)),
                Registered("a", new(new(2021, 4, 1), "税務課", PartnerGroup.CityOffice, 4)),
            ],
        };
        Assert.Equal([("市民課", 2), ("税務課", 1)], Rows(Composed(figures), "consultation", "city-offices"));
        Assert.Equal([("gone", 4)], Rows(Composed(figures), "consultation", "agencies"));
    }

    [Fact]
    public void A_field_tally_stands_under_its_programme_with_its_own_unit()
    {
        var figures = With(("collaboration/field-tallies/m", 10.2m)) with
        {
            Texts = [TextFactOf(CollaborationFigures.MeasureRegistered, "m", new FieldMeasureEvent.Registered(new(2024, 4, 1), "事業", "率", "％", MeasureKind.Ratio, MeasureTable.RelatedProject, 1))],
        };
        var row = Assert.Single(Composed(figures).Sections[^1].Blocks).Rows[0];
        Assert.Equal(("事業", "率", new ReportCell("collaboration/field-tallies/m", 10.2m, "％")), (row.Group, row.Label, row.Cells[0]));
    }

    [Fact]
    public void A_case_is_outlined_by_its_last_text() => Assert.Equal(
        ["後の文"],
        Composed(Empty with { Texts = [Outline("先の文"), Outline("後の文")] }).Sections[0].Blocks.Single(block => block.Key == "case-outlines").Texts.Select(text => text.Text));

    [Fact]
    public void The_title_is_printed_in_full_width_digits() => Assert.Equal("令和６年度　重層的支援体制整備事業の実施状況", Composed(Empty).Title);

    private static TextFact Registered(string code, PartnerEvent.Registered entry) => TextFactOf(PartnerFigures.PartnerRegistered, code, entry);

    private static TextFact Outline(string text) => TextFactOf(CaseFigures.CaseOutline, "", new CaseEvent.OutlineWritten(new(2024, 5, 1), 2024, text));

    private static TextFact TextFactOf<T>(FactKind kind, string row, T text) => new(kind, row, Guid.Empty, new(2024, 5, 1), JsonSerializer.SerializeToElement(text, ContractJson.Options));
}
