using Imizu.EventStreams;

namespace Imizu.Participation.Agencies;

/// <summary>The bodies of the requests to <c>/agencies/{id}/…</c>.</summary>
public abstract record AgencyCommand(DateOnly On) : StreamCommand
{
    public sealed record Join(DateOnly On, string Name) : AgencyCommand(On);
    public sealed record Leave(DateOnly On) : AgencyCommand(On);
}
