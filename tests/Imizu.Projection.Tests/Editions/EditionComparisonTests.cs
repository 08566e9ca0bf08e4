using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.FiscalYears;
using Imizu.Contracts.Reports;
using Imizu.Projection.Editions;
using Imizu.Projection.Figures.Collaboration;
using Imizu.Projection.FiscalYears;
using Imizu.Projection.Report;
using Xunit;

namespace Imizu.Projection.Tests.Editions;

public sealed class EditionComparisonTests
{
    private static readonly ReportForms Forms = ReportForms.Read(Path.Combine(AppContext.BaseDirectory, "Forms"));

    private static Edition With(FiscalYearPlan plan, params (string Key, decimal Value)[] cells)
    {
        var figures = new YearFigures(new FiscalYear(2024), new FactsStanding(1, 0, []), cells.ToDictionary(cell => cell.Key, cell => cell.Value), []);
        return new Edition(
            2024, 1, Edition.NameOf(1), new DateTimeOffset(2025, 5, 1, 0, 0, 0, TimeSpan.Zero), "approver", RequestedBy: null, Reason: null, FigureVersion: 2, [],
            [.. cells.Select(cell => new EditionFigure(cell.Key, cell.Value))], [.. Forms.All.Select(form => ReportComposer.Compose(form, figures, plan))]);
    }

    private static EditionDifferences Compared(Edition was, Edition now, params TextFact[] register) =>
        EditionComparison.Of(was, now, new YearFigures(new FiscalYear(2024), new FactsStanding(1, 0, []), new Dictionary<string, decimal>(), register));

    private static readonly FiscalYearPlan Plan = FiscalYearPlan.Initial with { Targets = FiscalYearPlan.Initial.Targets.Add(Indicator.PlansCreated, 2) };

    [Fact]
    public void What_says_the_same_has_no_differences() =>
        Assert.True(Compared(With(Plan, ("consultation/plans-created", 3)), With(Plan, ("consultation/plans-created", 3))).AreNone());

    [Fact]
    public void A_figure_that_moves_within_its_evaluation_is_the_only_difference()
    {
        var differences = Compared(With(Plan, ("consultation/plans-created", 3), ("consultation/plans-revised", 1)), With(Plan, ("consultation/plans-created", 2), ("consultation/plans-revised", 1)));
        var cell = Assert.Single(differences.Cells);
        Assert.Equal(("consultation/plans-created", "支援プランの作成件数", "件", 3m, 2m), (cell.Key, cell.Words, cell.Unit, cell.From, cell.To));
        Assert.Empty(differences.Texts);
    }

    [Fact]
    public void A_figure_that_is_not_printed_is_compared_too() =>
        Assert.Equal("consultation/contacts-by-month/05", Assert.Single(Compared(With(Plan), With(Plan, ("consultation/contacts-by-month/05", 1))).Cells).Key);

    [Fact]
    public void An_entry_of_a_register_has_its_name_and_unit()
    {
        var registered = new TextFact(CollaborationFigures.MeasureRegistered, "m-1", Subject: null, new(2024, 4, 1),
            JsonSerializer.SerializeToElement(new FieldMeasureEvent.Registered(new(2024, 4, 1), "見守り事業", "訪問", "軒", MeasureKind.Flow, MeasureTable.RelatedProject, 1), ContractJson.Options));
        var cell = Assert.Single(Compared(With(Plan, ("collaboration/field-tallies/m-1", 3)), With(Plan), registered).Cells);
        Assert.Equal(("各分野の件数　見守り事業　訪問", "軒"), (cell.Words, cell.Unit));
    }

    [Fact]
    public void An_evaluation_that_turns_is_told_with_its_block()
    {
        var text = Assert.Single(Compared(With(Plan, ("consultation/plans-created", 2)), With(Plan, ("consultation/plans-created", 1))).Texts);
        Assert.Equal(
            ("printed/consultation/indicators", "支援プランの作成件数　計画 2　評価 〇", "支援プランの作成件数　計画 2　評価 △"),
            (text.Place, Assert.Single(text.From), Assert.Single(text.To)));
    }

    [Fact]
    public void An_overridden_evaluation_is_told_with_its_reason()
    {
        var overridden = Plan.Evolve(new FiscalYearEvent.EvaluationOverridden(Indicator.PlansCreated, Evaluation.Reached, "年度末に集中したため。"));
        var text = Assert.Single(Compared(With(Plan), With(overridden)).Texts);
        Assert.Equal("支援プランの作成件数　計画 2　評価 〇　年度末に集中したため。", Assert.Single(text.To));
    }

    [Fact]
    public void Commentary_is_told_with_its_section()
    {
        var text = Assert.Single(Compared(With(Plan), With(Plan.Evolve(new FiscalYearEvent.CommentaryWritten(CommentaryPart.OutreachGoal, "目標の文")))).Texts);
        Assert.Equal(("printed/outreach", 1), (text.Place, text.From.Count));
        Assert.EndsWith("目標の文", Assert.Single(text.To), StringComparison.Ordinal);
    }

    [Fact]
    public void An_edition_has_one_text_whatever_the_scale_of_its_numbers_and_is_read_as_it_was_written()
    {
        var (edition, same) = (With(Plan, ("consultation/plan-share", 42.50m)), With(Plan, ("consultation/plan-share", 42.5m)));
        var text = EditionJson.Of(edition);
        Assert.Equal(text, EditionJson.Of(same));
        Assert.Equal(text, EditionJson.Of(EditionJson.Read(text)));
        Assert.StartsWith("""{"approvedBy":"approver","asOf":"2025-05-01T00:00:00+00:00","changes":null,"eventsLeftOut":0,"figureVersion":2,"figures":[{"key":"consultation/plan-share","value":42.5}],""", text, StringComparison.Ordinal);
        Assert.NotEqual(EditionJson.HashOf(text), EditionJson.HashOf(text.Replace("42.5", "42.6", StringComparison.Ordinal)));
    }
}
