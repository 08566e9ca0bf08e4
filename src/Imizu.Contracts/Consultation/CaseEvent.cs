using System.Text.Json.Serialization;

namespace Imizu.Contracts.Consultation;

/// <summary>
/// What happens in a case that one agency cannot settle alone (多機関協働事業, Social Welfare Act art. 106-4(2) items 5 and 6).
/// The records are the stored and published form: names and meanings never change.
/// </summary>
public abstract record CaseEvent
{
    private CaseEvent() { }

    /// <summary>The case was taken in (相談受付). Counted once per case; a household that comes back after its case has ended is a new case.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Route">How the case came to the door.</param>
    /// <param name="Follows">The household's earlier case, which had ended by that day (再相談); absent where there is none.</param>
    [EventType("jp.imizu.consultation.case-received.v1", "相談受付", LegalBasis.MultiAgencyCollaboration)]
    public sealed record Received(
        DateOnly On, ReferralRoute Route, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? Follows = null) : CaseEvent;

    /// <summary>The household's type (世帯の類型) as seen on that day; the latest on or before 31 March is reported.</summary>
    /// <param name="On">The day on which it was seen so.</param>
    /// <param name="Type">The type.</param>
    [EventType("jp.imizu.consultation.household-classified.v1", "世帯の類型", LegalBasis.MultiAgencyCollaboration)]
    public sealed record HouseholdClassified(DateOnly On, HouseholdType Type) : CaseEvent;

    /// <summary>One contact with the household or about it: by one method (相談方法), on one or more topics (相談内容).</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Method">How they were in contact (相談方法).</param>
    /// <param name="Topics">What it was about (相談内容): one or more, none twice.</param>
    [EventType("jp.imizu.consultation.contact-recorded.v1", "相談の記録", LegalBasis.MultiAgencyCollaboration)]
    public sealed record ContactRecorded(DateOnly On, ContactMethod Method, IReadOnlyList<ContactTopic> Topics) : CaseEvent;

    /// <summary>A partner (支援連携先) took part in the case. Counted once per case, partner and year.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Partner">Its code in the register of partners.</param>
    [EventType("jp.imizu.consultation.partner-engaged.v1", "支援連携先との連携", LegalBasis.MultiAgencyCollaboration)]
    public sealed record PartnerEngaged(DateOnly On, string Partner) : CaseEvent;

    /// <summary>The person agreed that agencies share what they know (本人同意).</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    [EventType("jp.imizu.consultation.consent-given.v1", "本人同意", LegalBasis.MultiAgencyCollaboration)]
    public sealed record ConsentGiven(DateOnly On) : CaseEvent;

    /// <summary>The person took the consent back.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    [EventType("jp.imizu.consultation.consent-withdrawn.v1", "本人同意の撤回", LegalBasis.MultiAgencyCollaboration)]
    public sealed record ConsentWithdrawn(DateOnly On) : CaseEvent;

    /// <summary>The case's first support plan (支援プランの作成). Counted once per case.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    [EventType("jp.imizu.consultation.plan-created.v1", "支援プランの作成", LegalBasis.SupportPlan)]
    public sealed record PlanCreated(DateOnly On) : CaseEvent;

    /// <summary>The plan was revised (プランの変更); counted apart from first plans.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    [EventType("jp.imizu.consultation.plan-revised.v1", "支援プランの変更", LegalBasis.SupportPlan)]
    public sealed record PlanRevised(DateOnly On) : CaseEvent;

    /// <summary>Support by the plan began (支援開始).</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    [EventType("jp.imizu.consultation.support-started.v1", "支援開始", LegalBasis.MultiAgencyCollaboration)]
    public sealed record SupportStarted(DateOnly On) : CaseEvent;

    /// <summary>Support came to its end (支援終結).</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Reason">Why.</param>
    [EventType("jp.imizu.consultation.support-concluded.v1", "支援終結", LegalBasis.MultiAgencyCollaboration)]
    public sealed record SupportConcluded(DateOnly On, ConclusionReason Reason) : CaseEvent;

    /// <summary>The case ended without a plan of its own (プランの作成に至らなかった相談事例).</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Reason">Why.</param>
    [EventType("jp.imizu.consultation.case-closed-without-plan.v1", "プランなしの終了", LegalBasis.MultiAgencyCollaboration)]
    public sealed record ClosedWithoutPlan(DateOnly On, NoPlanReason Reason) : CaseEvent;

    /// <summary>The case's outline for the yearly report (支援事例の概要): written to be published, about nobody who could be known by it.</summary>
    /// <param name="On">The day on which it was written, which may be after the year.</param>
    /// <param name="FiscalYear">The year that it is for, by the calendar year that it begins in; that year's report prints the last one.</param>
    /// <param name="Text">As printed.</param>
    [EventType("jp.imizu.consultation.outline-written.v1", "事例の概要", LegalBasis.LayeredSupport)]
    public sealed record OutlineWritten(DateOnly On, int FiscalYear, [property: Text] string Text) : CaseEvent;
}

/// <summary>An entry of the consultation service was retracted.</summary>
/// <param name="EntryId">The permanent id of the event that no longer counts.</param>
/// <param name="Reason">Why.</param>
[EventType("jp.imizu.consultation.entry-retracted.v1", "記録の取消し", LegalBasis.LayeredSupport)]
public sealed record ConsultationEntryRetracted(Guid EntryId, RetractionReason Reason) : EntryRetracted(EntryId, Reason);

/// <summary>The texts of an entry of the consultation service were erased.</summary>
/// <param name="EntryId">The permanent id of the event whose texts are erased.</param>
/// <param name="Position">The position of that event.</param>
/// <param name="Members">The members of its data that are erased.</param>
/// <param name="Reason">Why.</param>
[EventType("jp.imizu.consultation.text-redacted.v1", "文の消去", LegalBasis.LayeredSupport)]
public sealed record ConsultationTextRedacted(Guid EntryId, long Position, IReadOnlyList<string> Members, RedactionReason Reason) : TextRedacted(EntryId, Position, Members, Reason);
