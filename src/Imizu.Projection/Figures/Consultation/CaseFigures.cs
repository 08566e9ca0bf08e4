using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using static Imizu.Projection.Figures.FormulaOperator;

namespace Imizu.Projection.Figures.Consultation;

/// <summary>(1) 相談受付、支援プラン、支援の状況、世帯の類型.</summary>
internal static class CaseFigures
{
    public static readonly FactKind CaseReceived = FactKind.Of<CaseEvent.Received>(1, "case", e => [new(e.On, e.Route)]);
    public static readonly FactKind HouseholdClassified = FactKind.Of<CaseEvent.HouseholdClassified>(2, "case", e => [new(e.On, e.Type)]);
    public static readonly FactKind PlanCreated = FactKind.Of<CaseEvent.PlanCreated>(6, "case", e => [new(e.On)]);
    public static readonly FactKind PlanRevised = FactKind.Of<CaseEvent.PlanRevised>(7, "case", e => [new(e.On)]);
    public static readonly FactKind SupportStarted = FactKind.Of<CaseEvent.SupportStarted>(8, "case", e => [new(e.On)]);
    public static readonly FactKind SupportConcluded = FactKind.Of<CaseEvent.SupportConcluded>(9, "case", e => [new(e.On, e.Reason)]);
    public static readonly FactKind CaseOutline = FactKind.Text<CaseEvent.OutlineWritten>(10, "case", e => new(e.On, For: new FiscalYear(e.FiscalYear)));
    public static readonly FactKind ClosedWithoutPlan = FactKind.Of<CaseEvent.ClosedWithoutPlan>(13, "case", e => [new(e.On, e.Reason)]);

    public static readonly FactKind CaseReturned = FactKind.Of<CaseEvent.Received>(14, "case", e => e.Follows is null ? [] : [new(e.On)]);

    public static IEnumerable<Figure> All =>
    [
        new("consultation/cases-received", "相談受付件数", "件", new Sum(CaseReceived), Rows.Codes<ReferralRoute>()),
        new("consultation/cases-received-by-month", "月別の相談受付件数", "件", new Sum(CaseReceived), Rows.Months),
        new("consultation/cases-returned", "再相談の受付件数", "件", new Sum(CaseReturned, "相談受付のうち、終了した相談に続くものを数える。")),
        new("consultation/plans-created", "支援プランの作成件数", "件", new Sum(PlanCreated, "実施日が年度内にある最初の支援プランを数える。変更は別に数える。")),
        new("consultation/plans-revised", "支援プランの変更件数", "件", new Sum(PlanRevised)),
        new("consultation/brought-forward", "前年度からの継続", "件",
            new InPlace([SupportStarted], SupportConcluded, BeforeTheYear: true, "4月1日の前に支援を開始し、まだ終結していない事例を数える。")),
        new("consultation/supports-started", "支援開始", "件", new Sum(SupportStarted)),
        new("consultation/supports-concluded", "支援終結", "件", new Sum(SupportConcluded), Rows.Codes<ConclusionReason>()),
        new("consultation/continuing", "支援継続中", "件", new Derived("3月31日の終わりに支援中の事例。",
            (Plus, "consultation/brought-forward"), (Plus, "consultation/supports-started"), (Minus, "consultation/supports-concluded"))),
        new("consultation/without-plan", "年度中に支援プランの作成に至らなかった相談事例", "件",
            new Without(CaseReceived, PlanCreated, "年度内に受け付け、3月31日までに支援プランのない事例を数える。")),
        new("consultation/plan-share", "支援プランの作成に至った相談事例の割合", "％", new Derived("年度内に受け付けた事例のうち、3月31日までに支援プランのある事例の割合。",
            (Plus, "consultation/cases-received"), (Minus, "consultation/without-plan"), (Of, "consultation/cases-received"))),
        new("consultation/closed-without-plan", "プランなしの終了", "件", new Sum(ClosedWithoutPlan), Rows.Codes<NoPlanReason>()),
        new("consultation/household-types", "世帯の類型", "世帯",
            new LatestOfSupported(HouseholdClassified, SupportStarted, SupportConcluded, $"{HouseholdType.Other}", "年度内に支援した事例を、3月31日までの最後の類型で数える。類型の記録がない事例はその他世帯に数える。"),
            Rows.Codes<HouseholdType>()),
    ];
}
