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

    public static IReadOnlyList<string> All { get; } = [Consultation, Outreach, Participation, CommunityBuilding, Projection];
}
