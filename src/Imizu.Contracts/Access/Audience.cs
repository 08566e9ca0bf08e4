namespace Imizu.Contracts.Access;

/// <summary>The services that a token can be for. Each is asked for as a scope, and stands in the claim <c>aud</c>, by the same name.</summary>
public static class Audience
{
    private const string Prefix = "imizu-";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. ((string[])["consultation", "outreach", "participation", "community-building", "projection", "gateway", "operations"]).Select(Of)];

    /// <summary>A service's audience, such as <c>imizu-consultation</c>.</summary>
    public static string Of(string service) => Prefix + service;
}
