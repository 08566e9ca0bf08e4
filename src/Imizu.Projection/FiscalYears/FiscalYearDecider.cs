using Imizu.Contracts;
using Imizu.Contracts.FiscalYears;
using Imizu.Contracts.Reports;
using Imizu.EventStreams;
using static Imizu.Contracts.FiscalYears.FiscalYearEvent;
using static Imizu.Projection.FiscalYears.FiscalYearCommand;

namespace Imizu.Projection.FiscalYears;

/// <summary>The rules of a fiscal year's targets, evaluations, texts and editions; the first matching row of the table decides.</summary>
public static class FiscalYearDecider
{
    private const int MostTarget = 1_000_000, WholeShare = 100;

    private static readonly Refusal NotClosed = new("id", "この年度はまだ確定していません。訂正版は、確定した年度に作ります。");

    private static readonly Refusal NothingChanged = new(
        "id", "最新の版から変わったところがありません。計画値、評価、文を直すときは、revisesPlan を true にして申請してください。");

    /// <summary>Why an entry cannot be retracted; null where it can.</summary>
    public static Refusal? Keeps(FiscalYearPlan plan, FiscalYearEvent entry) => entry switch
    {
        YearClosed or YearCorrected => new("entryId", "年度の確定と訂正版の承認は取り消せません。直すには、訂正版を申請してください。"),
        // The very one: a later request may say the same.
        CloseRequested or CorrectionRequested => ReferenceEquals(entry, plan.CloseRequest) || ReferenceEquals(entry, plan.Request) ? null : new("entryId", "承認された申請と、後の申請に代わられた申請は取り消せません。"),
        _ => Closed(plan),
    };

    /// <summary>Why targets, evaluations and texts stay as they are; null where they need not.</summary>
    private static Refusal? Closed(FiscalYearPlan plan) => plan.IsClosed && plan.Request is not { RevisesPlan: true }
        ? new("id", "この年度は確定しています。変えるには訂正版が必要です。revisesPlan を true にして訂正版を申請すると、承認されるまで変えられます。") : null;

    public static Decision<FiscalYearEvent> Decide(FiscalYearPlan plan, FiscalYearCommand command) => command switch
    {
        SetTarget or OverrideEvaluation or WriteCommentary when Closed(plan) is { } closed => closed,

        SetTarget c when IsShare(c.Indicator) && (c.Target is < 0 or > WholeShare || c.Target != Math.Round(c.Target, 1)) =>
            new Refusal("target", $"0 から {WholeShare} までの割合を、小数第1位までで入れてください。"),
        SetTarget c when !IsShare(c.Indicator) && (c.Target is < 0 or > MostTarget || c.Target != Math.Truncate(c.Target)) =>
            new Refusal("target", $"0 から {MostTarget} までの整数にしてください。"),
        SetTarget c when plan.Targets.TryGetValue(c.Indicator, out var target) && target == c.Target => new Unchanged(),
        SetTarget c => new TargetSet(c.Indicator, c.Target),

        OverrideEvaluation c when PrintedText.Check("reason", c.Reason) is { } refusal => refusal,
        OverrideEvaluation c when new EvaluationOverridden(c.Indicator, c.Evaluation, c.Reason) is var e => plan.Overrides.GetValueOrDefault(c.Indicator) == e ? new Unchanged() : e,

        WriteCommentary c when PrintedText.Check("text", c.Text) is { } refusal => refusal,
        WriteCommentary c when plan.Text(c.Part) == c.Text => new Unchanged(),
        WriteCommentary c => new CommentaryWritten(c.Part, c.Text),

        RequestClose or Close when plan.IsClosed => new Refusal("id", $"この年度は既に確定しています（第{plan.Editions}版まであります）。直すには、訂正版を申請してください。"),
        RequestClose or Close when command is EditionCommand c && c.Today <= c.Year.EndsOn => new Refusal("id", $"この年度は {c.Year.EndsOn:yyyy年M月d日} に終わります。確定できるのは、その翌日からです。"),
        RequestClose { Obstacle: { } obstacle } => new Refusal("id", obstacle),
        RequestClose c when new CloseRequested(c.Year.Year, c.Actor) is var e => plan.CloseRequest == e ? new Unchanged() : e,

        ApproveCorrection or RequestCorrection when !plan.IsClosed => NotClosed,
        RequestCorrection { Obstacle: { } obstacle } => new Refusal("id", obstacle),
        RequestCorrection c when PrintedText.Check("reason", c.Reason) is { } refusal => refusal,
        RequestCorrection { RevisesPlan: false } c when c.Changes!.AreNone() => NothingChanged,
        RequestCorrection c when new CorrectionRequested(c.Year.Year, c.Actor, c.Reason, c.RevisesPlan) is var e => plan.Request == e ? new Unchanged() : e,

        Close or ApproveCorrection when plan.RequestedBy is null => new Refusal("id", $"{(plan.IsClosed ? "訂正版" : "年度の確定")}の申請がありません。先に申請してください。"),
        Close or ApproveCorrection when string.Equals(plan.RequestedBy, command.Actor, StringComparison.OrdinalIgnoreCase) =>
            new Refusal("approvedBy", "申請した人は承認できません。別の職員が承認してください。"),
        Close { Obstacle: { } obstacle } => new Refusal("id", obstacle),
        Close c => new YearClosed(c.Year.Year, 1, c.Hash, c.Actor, plan.RequestedBy),
        ApproveCorrection { Obstacle: { } obstacle } => new Refusal("id", obstacle),
        ApproveCorrection c when c.Changes!.AreNone() => NothingChanged,
        ApproveCorrection c => new YearCorrected(c.Year.Year, plan.Editions + 1, c.Hash, plan.Request!.RequestedBy, c.Actor, [.. c.Changes!.Cells.Select(cell => cell.Key)]),

        _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
    };

    private static bool IsShare(Indicator indicator) => indicator.Unit() == "％";
}
