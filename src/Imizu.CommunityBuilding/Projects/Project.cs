using Imizu.Contracts.CommunityBuilding;
using static Imizu.Contracts.CommunityBuilding.ProjectEvent;

namespace Imizu.CommunityBuilding.Projects;

/// <summary>What is known of a project; its sessions are counted elsewhere.</summary>
public abstract record Project
{
    private Project() { }

    public sealed record Unknown : Project;

    public sealed record Running(Commissioned As) : Project;

    public static readonly Project Initial = new Unknown();

    /// <summary>Moves on by one event. Never judges: what is stored has happened.</summary>
    public Project Evolve(ProjectEvent happened) => (this, happened) switch
    {
        (Unknown, Commissioned e) => new Running(e),
        _ => this,
    };
}
