namespace Imizu.Contracts.Access;

/// <summary>The services that a token can be for. Each is asked for as a scope, and stands in the claim <c>aud</c>, by the same name.</summary>
public static class Audience
{
    private const string Prefix = "imizu-";

    /// <summary>The name of the identity service, which is asked with a token for its access log; a stack that another provider serves has none.</summary>
    public const string Identity = "identity";

    /// <summary>The other services' names in the stack.</summary>
    public static IReadOnlyList<string> Services { get; } = ["consultation", "outreach", "participation", "community-building", "projection", "gateway", "operations"];

    /// <summary>The names of all services that are asked with a token.</summary>
    public static IReadOnlyList<string> WithIdentity { get; } = [.. Services, Identity];

    /// <summary>The audiences of all of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. WithIdentity.Select(Of)];

    /// <summary>A service's audience, such as <c>imizu-consultation</c>.</summary>
    public static string Of(string service) => Prefix + service;
}
