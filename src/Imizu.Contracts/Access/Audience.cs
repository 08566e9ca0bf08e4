namespace Imizu.Contracts.Access;

/// <summary>The services that a token can be for. Each is asked for as a scope, and stands in the claim <c>aud</c>, by the same name.</summary>
public static class Audience
{
    private const string Prefix = "imizu-";

    /// <summary>The services' names in the stack.</summary>
    public static IReadOnlyList<string> Services { get; } = ["consultation", "outreach", "participation", "community-building", "projection", "gateway", "operations"];

    /// <summary>The audiences of all services.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Services.Select(Of)];

    /// <summary>A service's audience, such as <c>imizu-consultation</c>.</summary>
    public static string Of(string service) => Prefix + service;
}
