namespace Imizu.Operations.Loading;

/// <summary>The services by their names in the stack.</summary>
public static class Services
{
    public const string Consultation = "consultation";
    public const string Outreach = "outreach";
    public const string Participation = "participation";
    public const string CommunityBuilding = "community-building";

    /// <summary>Follows the others, and has the report.</summary>
    public const string Projection = "projection";

    /// <summary>The door for other systems.</summary>
    public const string Gateway = "gateway";

    /// <summary>Those that record, and the one that counts.</summary>
    public static IReadOnlyList<string> All { get; } = [Consultation, Outreach, Participation, CommunityBuilding, Projection];

    /// <summary>All that keep something in a database.</summary>
    public static IReadOnlyList<string> Keeping { get; } = [.. All, Gateway];
}
