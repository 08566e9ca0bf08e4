using Imizu.Contracts.CommunityBuilding;
using Imizu.EventStreams;

namespace Imizu.CommunityBuilding.Bases;

/// <summary>The bodies of the requests to <c>/bases/{id}/…</c>.</summary>
public abstract record ActivityBaseCommand(DateOnly On) : StreamCommand
{
    public sealed record OpenBase(DateOnly On, string Name) : ActivityBaseCommand(On);
    public sealed record CloseBase(DateOnly On) : ActivityBaseCommand(On);

    /// <summary>The command that records such an event.</summary>
    public static ActivityBaseCommand Of(ActivityBaseEvent happened) => happened switch
    {
        ActivityBaseEvent.Opened e => new OpenBase(e.On, e.Name),
        ActivityBaseEvent.Closed e => new CloseBase(e.On),
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };
}
