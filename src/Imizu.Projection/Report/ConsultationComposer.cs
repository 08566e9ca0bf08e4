using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.FiscalYears;
using Imizu.Contracts.Reports;
using Imizu.Projection.Facts;
using Imizu.Projection.FiscalYears;
using static Imizu.Projection.Report.ReportRows;

namespace Imizu.Projection.Report;

/// <summary>Section (1).</summary>
internal static class ConsultationComposer
{
    public static ConsultationSection Compose(YearFigures figures, FiscalYearPlan plan) => new(
        new SectionHeading("(1)", "包括的相談支援事業", plan.Text(CommentaryPart.ConsultationPolicy), plan.Text(CommentaryPart.ConsultationGoal)),
        [
            Row(plan, Indicator.CasesReceived, figures.Count(Figure.CaseReceived)),
            Row(plan, Indicator.PlansCreated, figures.Count(Figure.PlanCreated)),
            Row(plan, Indicator.IndividualSupportConferences, Held(figures, ConferenceKind.IndividualSupport)),
            Row(plan, Indicator.SupportConferences, Held(figures, ConferenceKind.SupportConference)),
        ],
        SupportStatus(figures.Support),
        plan.Text(CommentaryPart.WithoutPlanNote),
        figures.Count(Figure.PlanRevised),
        Table<HouseholdType>(type => figures.Households.GetValueOrDefault(FactRules.Code(type))),
        [
            Conference(figures, ConferenceKind.IndividualSupport, plan.Text(CommentaryPart.IndividualSupportConferencePurpose), "あり"),
            Conference(figures, ConferenceKind.SupportConference, plan.Text(CommentaryPart.SupportConferencePurpose), "なし"),
        ],
        [.. figures.Told<CaseEvent.OutlineWritten>(Figure.CaseOutline).GroupBy(told => told.Fact.Subject).Select(ofCase => ofCase.Last().Words.Text)],
        [.. Enum.GetValues<PartnerGroup>().Select(group => new PartnerColumn(group.Word(), Partners(figures, group)))],
        Table<ContactMethod>(method => figures.Count(Figure.ContactByMethod, FactRules.Code(method))),
        Table<ContactTopic>(topic => figures.Count(Figure.ContactByTopic, FactRules.Code(topic))));

    private static int Held(YearFigures figures, ConferenceKind kind) => figures.Count(Figure.ConferenceHeld, FactRules.Code(kind));

    private static ConferenceRow Conference(YearFigures figures, ConferenceKind kind, string? purpose, string consent) =>
        new(kind.Word(), purpose, consent, Held(figures, kind));

    private static IReadOnlyList<CountRow> SupportStatus(SupportFigures support) =>
    [
        .. support.BroughtForward == 0 ? (CountRow[])[] : [new CountRow("前年度からの継続", support.BroughtForward)],
        new CountRow("支援開始", support.Started),
        new CountRow("支援終結", support.Concluded),
        new CountRow("支援継続中", support.Continuing),
        new CountRow("年度中に支援プランの作成に至らなかった相談事例", support.WithoutPlan),
    ];

    private static IReadOnlyList<CountRow> Partners(YearFigures figures, PartnerGroup group)
    {
        var register = figures.Register<PartnerEvent.Registered>(Figure.PartnerRegistered).ToDictionary(entry => entry.Key.Code, entry => entry.Value);
        return [.. figures.PartnerCases
            .Select(partner => (Entry: register.GetValueOrDefault(partner.Key) ?? Unlisted(partner.Key), Count: partner.Value))
            .Where(row => row.Entry.Group == group)
            .OrderBy(row => row.Entry.Order).ThenBy(row => row.Entry.Name, StringComparer.Ordinal)
            .Select(row => new CountRow(row.Entry.Name, row.Count))];
    }

    /// <summary>A partner whose registration was retracted still took part; it is printed by its code rather than left out.</summary>
    private static PartnerEvent.Registered Unlisted(string code) => new(default, code, PartnerGroup.Agency, int.MaxValue);
}
