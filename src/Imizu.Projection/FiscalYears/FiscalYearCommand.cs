using Imizu.Contracts.FiscalYears;
using Imizu.Contracts.Reports;
using Imizu.EventStreams;

namespace Imizu.Projection.FiscalYears;

/// <summary>The bodies of the requests to <c>/fiscal-years/{year}/…</c>.</summary>
public abstract record FiscalYearCommand : StreamCommand
{
    public sealed record SetTarget(Indicator Indicator, int Target) : FiscalYearCommand;
    public sealed record WriteCommentary(CommentaryPart Part, string Text) : FiscalYearCommand;

    /// <summary>The command that records such an event.</summary>
    public static FiscalYearCommand Of(FiscalYearEvent happened) => happened switch
    {
        FiscalYearEvent.TargetSet e => new SetTarget(e.Indicator, e.Target),
        FiscalYearEvent.CommentaryWritten e => new WriteCommentary(e.Part, e.Text),
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };
}
