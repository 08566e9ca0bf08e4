namespace Imizu.Gateway.Following;

/// <summary>The URLs of a source's feed and control totals.</summary>
/// <param name="Source">As its events say, such as <c>urn:imizu:consultation</c>.</param>
/// <param name="Events">Its feed.</param>
/// <param name="ControlTotals">What proves to a follower that it has everything.</param>
public sealed record SourceAnswer(string Source, string Events, string ControlTotals);

/// <summary>The services whose events can be followed.</summary>
internal static class Sources
{
    /// <summary>The services' names in the stack, each the last part of its CloudEvents source.</summary>
    public static IReadOnlyList<string> Names { get; } = ["consultation", "outreach", "participation", "community-building", "projection"];

    public static IReadOnlyList<SourceAnswer> All { get; } =
        [.. Names.Select(name => new SourceAnswer($"urn:imizu:{name}", $"/sources/{name}/events", $"/sources/{name}/control-totals"))];
}
