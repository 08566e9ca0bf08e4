using Imizu.Contracts.Outreach;
using Imizu.EventStreams;

namespace Imizu.Outreach.Targets;

/// <summary>What a member of staff asks for: the bodies of the requests to <c>/targets/{id}/…</c>.</summary>
/// <param name="On">The day on which it happened (実施日).</param>
public abstract record TargetCommand(DateOnly On) : StreamCommand
{
    public sealed record Identify(DateOnly On, InformationSource Source) : TargetCommand(On);
    public sealed record RecordContact(DateOnly On, OutreachMethod Method, bool Met) : TargetCommand(On);
    public sealed record CreatePlan(DateOnly On) : TargetCommand(On);
    public sealed record ConnectToConsultation(DateOnly On, Guid CaseId) : TargetCommand(On);
    public sealed record End(DateOnly On, EndReason Reason) : TargetCommand(On);

    /// <summary>The command that records such an event.</summary>
    public static TargetCommand Of(TargetEvent happened) => happened switch
    {
        TargetEvent.Identified e => new Identify(e.On, e.Source),
        TargetEvent.Contacted e => new RecordContact(e.On, e.Method, e.Met),
        TargetEvent.PlanCreated e => new CreatePlan(e.On),
        TargetEvent.ConnectedToConsultation e => new ConnectToConsultation(e.On, e.CaseId),
        TargetEvent.Ended e => new End(e.On, e.Reason),
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };
}
