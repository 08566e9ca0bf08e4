using Imizu.Contracts.CommunityBuilding;
using Imizu.EventStreams;

namespace Imizu.CommunityBuilding.Collaboration;

/// <summary>The bodies of the requests to <c>/collaboration/{id}/…</c>.</summary>
public abstract record CollaborationCommand(DateOnly On) : StreamCommand
{
    public sealed record HoldBriefing(DateOnly On, string Content) : CollaborationCommand(On);
    public sealed record HoldCouncil(DateOnly On, Council Council, string Matters) : CollaborationCommand(On);
    public sealed record ImproveWorkingEnvironment(DateOnly On, string Programme, string Content) : CollaborationCommand(On);
}
