namespace Imizu.Contracts.Replays;

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
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsWhole => !DryRun && FiscalYear is null && Source is null && UpTo is null && Until is null;
}
