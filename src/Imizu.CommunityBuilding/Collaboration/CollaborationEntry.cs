using Imizu.Contracts.CommunityBuilding;

namespace Imizu.CommunityBuilding.Collaboration;

/// <summary>One thing done so that all work together; recorded when it is over, it has no further state.</summary>
public abstract record CollaborationEntry
{
    private CollaborationEntry() { }

    public sealed record NotDone : CollaborationEntry;

    public sealed record Done(CollaborationEvent As) : CollaborationEntry;

    public static readonly CollaborationEntry Initial = new NotDone();

    public CollaborationEntry Evolve(CollaborationEvent happened) => new Done(happened);
}
