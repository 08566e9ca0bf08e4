using Imizu.Contracts.Participation;
using Imizu.EventStreams;

namespace Imizu.Participation.Resources;

/// <summary>The bodies of the requests to <c>/resources/{id}/…</c>.</summary>
public abstract record ResourceCommand(DateOnly On) : StreamCommand
{
    public sealed record Register(DateOnly On, ResourceKind Kind, string Name) : ResourceCommand(On);
    public sealed record CreateExitPlace(DateOnly On, ResourceKind Kind, string Name) : ResourceCommand(On);
    public sealed record Withdraw(DateOnly On) : ResourceCommand(On);

    /// <summary>The command that records such an event.</summary>
    public static ResourceCommand Of(ResourceEvent happened) => happened switch
    {
        ResourceEvent.Registered e => new Register(e.On, e.Kind, e.Name),
        ResourceEvent.ExitPlaceCreated e => new CreateExitPlace(e.On, e.Kind, e.Name),
        ResourceEvent.Withdrawn e => new Withdraw(e.On),
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };
}
