using Imizu.Contracts.Participation;
using Imizu.EventStreams;

namespace Imizu.Participation.Agencies;

/// <summary>The bodies of the requests to <c>/agencies/{id}/…</c>.</summary>
public abstract record AgencyCommand(DateOnly On) : StreamCommand
{
    public sealed record Join(DateOnly On, string Name) : AgencyCommand(On);
    public sealed record Leave(DateOnly On) : AgencyCommand(On);

    /// <summary>The command that records such an event.</summary>
    public static AgencyCommand Of(AgencyEvent happened) => happened switch
    {
        AgencyEvent.Joined e => new Join(e.On, e.Name),
        AgencyEvent.Left e => new Leave(e.On),
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };
}
