using Imizu.Contracts.CommunityBuilding;
using static Imizu.Contracts.CommunityBuilding.ActivityBaseEvent;

namespace Imizu.CommunityBuilding.Bases;

/// <summary>Whether a base of community activity is open.</summary>
public abstract record ActivityBase
{
    private ActivityBase() { }

    public sealed record Unknown : ActivityBase;

    public sealed record Open(Opened As) : ActivityBase;

    public sealed record Former(Open Before, Closed As) : ActivityBase;

    public static readonly ActivityBase Initial = new Unknown();

    /// <summary>Moves on by one event. Never judges: what is stored has happened.</summary>
    public ActivityBase Evolve(ActivityBaseEvent happened) => (this, happened) switch
    {
        (Unknown, Opened e) => new Open(e),
        (Open before, Closed e) => new Former(before, e),
        _ => this,
    };
}
