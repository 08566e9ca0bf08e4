using System.Text.Json.Serialization;
using Imizu.Consultation.Partners;
using Imizu.Contracts.Consultation;
using Imizu.EventStreams;

namespace Imizu.Consultation.Cases;

/// <summary>What a member of staff asks for: the bodies of the requests to <c>/cases/{id}/…</c>.</summary>
/// <param name="On">The day on which it happened (実施日).</param>
public abstract record CaseCommand(DateOnly On) : StreamCommand
{
    /// <param name="On">The day on which it happened (実施日).</param>
    /// <param name="Route">How the case came to the door.</param>
    /// <param name="Follows">The household's earlier case, which has ended, if there is one (再相談). Not written where it is null, for an idempotency key stands for what is written.</param>
    public sealed record Receive(
        DateOnly On, ReferralRoute Route, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? Follows = null) : CaseCommand(On)
    {
        /// <summary>The earlier case as it stands.</summary>
        [JsonIgnore]
        public Case Earlier { get; init; } = Case.Initial;

        /// <summary>The stream of the case that follows the earlier one already, if there is one.</summary>
        [JsonIgnore]
        public string? FollowedBy { get; init; }
    }

    public sealed record ClassifyHousehold(DateOnly On, HouseholdType Type) : CaseCommand(On);
    public sealed record RecordContact(DateOnly On, ContactMethod Method, IReadOnlyList<ContactTopic> Topics) : CaseCommand(On);
    public sealed record GiveConsent(DateOnly On) : CaseCommand(On);
    public sealed record WithdrawConsent(DateOnly On) : CaseCommand(On);
    public sealed record CreatePlan(DateOnly On) : CaseCommand(On);
    public sealed record RevisePlan(DateOnly On) : CaseCommand(On);
    public sealed record StartSupport(DateOnly On) : CaseCommand(On);
    public sealed record ConcludeSupport(DateOnly On, ConclusionReason Reason) : CaseCommand(On);
    public sealed record CloseWithoutPlan(DateOnly On, NoPlanReason Reason) : CaseCommand(On);
    public sealed record WriteOutline(DateOnly On, int FiscalYear, string Text) : CaseCommand(On);

    public sealed record EngagePartner(DateOnly On, string Partner) : CaseCommand(On)
    {
        /// <summary>What the register of partners has under that code.</summary>
        [JsonIgnore]
        public Partner Registered { get; init; } = Partners.Partner.Initial;
    }

    /// <summary>The command that records such an event.</summary>
    public static CaseCommand Of(CaseEvent happened) => happened switch
    {
        // The first of its stream: nobody decides it again.
        CaseEvent.Received e => new Receive(e.On, e.Route, e.Follows),
        CaseEvent.HouseholdClassified e => new ClassifyHousehold(e.On, e.Type),
        CaseEvent.ContactRecorded e => new RecordContact(e.On, e.Method, e.Topics),
        CaseEvent.PartnerEngaged e => new EngagePartner(e.On, e.Partner) { Registered = Partners.Partner.ListedOn(e.On) },
        CaseEvent.ConsentGiven e => new GiveConsent(e.On),
        CaseEvent.ConsentWithdrawn e => new WithdrawConsent(e.On),
        CaseEvent.PlanCreated e => new CreatePlan(e.On),
        CaseEvent.PlanRevised e => new RevisePlan(e.On),
        CaseEvent.SupportStarted e => new StartSupport(e.On),
        CaseEvent.SupportConcluded e => new ConcludeSupport(e.On, e.Reason),
        CaseEvent.ClosedWithoutPlan e => new CloseWithoutPlan(e.On, e.Reason),
        CaseEvent.OutlineWritten e => new WriteOutline(e.On, e.FiscalYear, e.Text),
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };
}
