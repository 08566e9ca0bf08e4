using Imizu.Contracts.FiscalYears;
using Imizu.Contracts.Reports;
using Imizu.Projection.Facts;
using Imizu.Projection.FiscalYears;
using static Imizu.Projection.Report.ReportRows;

namespace Imizu.Projection.Report;

/// <summary>Puts a year's figures, targets and texts into the order of the printed report. Pure: it counts nothing itself.</summary>
public static class ReportComposer
{
    public static AnnualReport Compose(YearFigures figures, FiscalYearPlan plan, DateTimeOffset? asOf = null) => new(
        figures.Year.Year,
        figures.Year.Era,
        figures.Year.StartsOn,
        figures.Year.EndsOn,
        $"{FullWidth(figures.Year.Era)}　重層的支援体制整備事業の実施状況",
        asOf,
        ConsultationComposer.Compose(figures, plan),
        Outreach(figures, plan),
        Participation(figures, plan),
        CommunityBuildingComposer.Compose(figures, plan),
        CollaborationComposer.Compose(figures),
        figures.Standing.Sources);

    private static OutreachSection Outreach(YearFigures figures, FiscalYearPlan plan) => new(
        new SectionHeading("(2)", "アウトリーチ等を通じた継続的支援事業", plan.Text(CommentaryPart.OutreachPolicy), plan.Text(CommentaryPart.OutreachGoal)),
        [
            Row(plan, Indicator.TargetsIdentified, figures.Count(Figure.TargetIdentified)),
            Row(plan, Indicator.OutreachPlans, figures.Count(Figure.OutreachPlanCreated)),
        ]);

    private static ParticipationSection Participation(YearFigures figures, FiscalYearPlan plan) => new(
        new SectionHeading("(3)", "参加支援事業", plan.Text(CommentaryPart.ParticipationPolicy), plan.Text(CommentaryPart.ParticipationGoal)),
        [Row(plan, Indicator.ParticipationPlans, figures.Count(Figure.ParticipationPlanCreated))],
        [.. figures.Told<Contracts.Participation.ExchangeMeetingEvent.Held>(Figure.ExchangeMeetingHeld).Select(told => Meeting(told.Words))]);

    private static ExchangeMeeting Meeting(Contracts.Participation.ExchangeMeetingEvent.Held held) => new(
        held.Name, held.Purpose, held.On, held.From, held.To, held.Venue, held.Content,
        Table<Contracts.Participation.ParticipantField>(field => held.Participants.Where(p => p.Field == field).Sum(p => p.Count)));

    private static string FullWidth(string text) =>
        string.Concat(text.Select(c => char.IsAsciiDigit(c) ? (char)(c - '0' + '０') : c));
}
