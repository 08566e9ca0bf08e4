using Imizu.Contracts.FiscalYears;
using Imizu.EventStreams;
using static Imizu.Contracts.FiscalYears.FiscalYearEvent;
using static Imizu.Projection.FiscalYears.FiscalYearCommand;

namespace Imizu.Projection.FiscalYears;

/// <summary>The rules of a fiscal year's targets and texts; the first matching row of the table decides.</summary>
public static class FiscalYearDecider
{
    private const int MostTarget = 1_000_000;

    public static Decision<FiscalYearEvent> Decide(FiscalYearPlan plan, FiscalYearCommand command) => command switch
    {
        SetTarget { Target: < 0 or > MostTarget } => new Refusal("target", $"0 から {MostTarget} までの値にしてください。"),
        SetTarget c when plan.Targets.TryGetValue(c.Indicator, out var target) && target == c.Target => new Unchanged(),
        SetTarget c => new TargetSet(c.Indicator, c.Target),

        WriteCommentary c when PrintedText.Check("text", c.Text) is { } refusal => refusal,
        WriteCommentary c when plan.Text(c.Part) == c.Text => new Unchanged(),
        WriteCommentary c => new CommentaryWritten(c.Part, c.Text),

        _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
    };
}
