using Imizu.Contracts.CommunityBuilding;
using Imizu.EventStreams;

namespace Imizu.CommunityBuilding.Collaboration;

/// <summary>The bodies of the requests to <c>/collaboration/{id}/…</c>.</summary>
public abstract record CollaborationCommand(DateOnly On) : StreamCommand
{
    public sealed record HoldBriefing(DateOnly On, string Content) : CollaborationCommand(On);
    public sealed record HoldCouncil(DateOnly On, Council Council, string Matters) : CollaborationCommand(On);
    public sealed record ImproveWorkingEnvironment(DateOnly On, string Programme, string Content) : CollaborationCommand(On);

    /// <summary>The command that records such an event.</summary>
    public static CollaborationCommand Of(CollaborationEvent happened) => happened switch
    {
        CollaborationEvent.BriefingHeld e => new HoldBriefing(e.On, e.Content),
        CollaborationEvent.CouncilMet e => new HoldCouncil(e.On, e.Council, e.Matters),
        CollaborationEvent.WorkingEnvironmentImproved e => new ImproveWorkingEnvironment(e.On, e.Programme, e.Content),
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };
}
