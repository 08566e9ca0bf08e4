using Imizu.Contracts.Access;

namespace Imizu.Operations.Loading;

/// <summary>The names of the services in the stack.</summary>
public static class Services
{
    public const string Consultation = "consultation";
    public const string Outreach = "outreach";
    public const string Participation = "participation";
    public const string CommunityBuilding = "community-building";

    /// <summary>Follows the others, and has the report.</summary>
    public const string Projection = "projection";

    /// <summary>The gateway for other systems.</summary>
    public const string Gateway = "gateway";

    /// <summary>Those that record what happens.</summary>
    public static IReadOnlyList<string> Recording { get; } = [Consultation, Outreach, Participation, CommunityBuilding];

    /// <summary>Those that the report comes from: the recording ones, and the one that counts.</summary>
    public static IReadOnlyList<string> Reporting { get; } = [.. Recording, Projection];

    /// <summary>All that there are. Each keeps something in a database of its own.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Reporting, Gateway];

    /// <summary>Those that keep an access log: these, and the identity service where the stack has one.</summary>
    public static IReadOnlyList<string> Logging { get; } = [.. All, Audience.Identity];
}
