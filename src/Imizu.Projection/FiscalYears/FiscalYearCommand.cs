using Imizu.Contracts.FiscalYears;
using Imizu.Contracts.Reports;
using Imizu.EventStreams;

namespace Imizu.Projection.FiscalYears;

/// <summary>The bodies of the requests to <c>/fiscal-years/{year}/…</c>.</summary>
public abstract record FiscalYearCommand : StreamCommand
{
    public sealed record SetTarget(Indicator Indicator, int Target) : FiscalYearCommand;
    public sealed record WriteCommentary(CommentaryPart Part, string Text) : FiscalYearCommand;
}
