using Imizu.Contracts.Participation;
using Imizu.EventStreams;

namespace Imizu.Participation.Resources;

/// <summary>The bodies of the requests to <c>/resources/{id}/…</c>.</summary>
public abstract record ResourceCommand(DateOnly On) : StreamCommand
{
    public sealed record Register(DateOnly On, ResourceKind Kind, string Name) : ResourceCommand(On);
    public sealed record CreateExitPlace(DateOnly On, ResourceKind Kind, string Name) : ResourceCommand(On);
    public sealed record Withdraw(DateOnly On) : ResourceCommand(On);
}
