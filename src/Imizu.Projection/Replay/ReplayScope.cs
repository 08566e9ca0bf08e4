using Imizu.Contracts;
using Imizu.Projection.Facts;

namespace Imizu.Projection.Replay;

/// <summary>What a replay looks at. Anything less than all of it is compared with the live facts, and never takes their place.</summary>
/// <param name="DryRun">Compare only.</param>
/// <param name="FiscalYear">Only what counts in this year.</param>
/// <param name="Source">Only what this source sent.</param>
/// <param name="UpTo">Only events up to this position of their source.</param>
/// <param name="Until">Only events recorded up to this moment.</param>
public sealed record ReplayScope(
    bool DryRun = false, int? FiscalYear = null, string? Source = null, long? UpTo = null, DateTimeOffset? Until = null)
{
    /// <summary>Whether the result can take the live facts' place.</summary>
    public bool IsWhole => !DryRun && FiscalYear is null && Source is null && UpTo is null && Until is null;

    public bool Covers(in FactRow row) =>
        (FiscalYear is null || new FiscalYear(FiscalYear.Value).Contains(row.Fact.On))
        && (UpTo is null || row.Position <= UpTo)
        && (Until is null || row.Recorded <= Until);

    /// <summary>The same as a condition on a table of facts; values are numbers and a moment, never text that somebody typed.</summary>
    public string Condition => string.Join(" and ", (string[])
    [
        "true",
        .. FiscalYear is { } year ? [$"fiscal_year = {year}"] : (string[])[],
        .. Source is { } source ? [$"source = {Journal.EventSources.NumberOf(source)}"] : (string[])[],
        .. UpTo is { } position ? [$"position <= {position}"] : (string[])[],
        .. Until is { } moment ? [$"recorded <= '{moment.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00'"] : (string[])[],
    ]);
}
