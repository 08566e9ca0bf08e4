using Imizu.EventStreams;

namespace Imizu.CommunityBuilding.Bases;

/// <summary>The bodies of the requests to <c>/bases/{id}/…</c>.</summary>
public abstract record ActivityBaseCommand(DateOnly On) : StreamCommand
{
    public sealed record OpenBase(DateOnly On, string Name) : ActivityBaseCommand(On);
    public sealed record CloseBase(DateOnly On) : ActivityBaseCommand(On);
}
