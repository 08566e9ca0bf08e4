using Imizu.Contracts;
using Imizu.Contracts.Replays;
using Imizu.Projection.Facts;

namespace Imizu.Projection.Replay;

/// <summary>Applies a replay's scope to facts, in memory and in SQL.</summary>
internal static class ScopeRules
{
    public static bool Covers(this ReplayScope scope, in FactRow row) =>
        (scope.FiscalYear is null || row.Fact.Year.Year == scope.FiscalYear)
        && (scope.UpTo is null || row.Position <= scope.UpTo)
        && (scope.Until is null || row.Recorded <= scope.Until);

    /// <summary>The same as a condition on a table of facts; values are numbers and a moment, never text that somebody typed.</summary>
    public static string Condition(this ReplayScope scope) => string.Join(" and ", (string[])
    [
        "true",
        .. scope.FiscalYear is { } year ? [$"fiscal_year = {year}"] : (string[])[],
        .. scope.Source is { } source ? [$"source = {Journal.EventSources.NumberOf(source)}"] : (string[])[],
        .. scope.UpTo is { } position ? [$"position <= {position}"] : (string[])[],
        .. scope.Until is { } moment ? [$"recorded <= '{moment.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00'"] : (string[])[],
    ]);
}
