using System.Text.Json.Serialization;

namespace Imizu.Contracts.Consultation;

/// <summary>What happens to a conference on cases. The two kinds rest on different provisions, so each is an event of its own.</summary>
public abstract record ConferenceEvent
{
    private ConferenceEvent() { }

    /// <summary>
    /// A conference was held with the consent of each case that it discussed (重層的支援個別会議). Counted once, however many those are.
    /// </summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Cases">The cases discussed: at least one.</param>
    [EventType("jp.imizu.consultation.individual-support-conference-held.v1", "重層的支援個別会議の開催", LegalBasis.MultiAgencyCollaboration)]
    public sealed record IndividualSupportConferenceHeld(DateOnly On, IReadOnlyList<Guid> Cases) : ConferenceEvent;

    /// <summary>A conference was held under a duty of secrecy, without consent (支援会議, Social Welfare Act art. 106-6). Counted once.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Cases">The cases discussed: none where it spoke of a household that is no case yet.</param>
    /// <param name="Attendees">The staff codes of those who took part, to whom it is shown beside whoever recorded it.</param>
    [EventType("jp.imizu.consultation.support-conference-held.v1", "支援会議の開催", LegalBasis.SupportConference)]
    public sealed record SupportConferenceHeld(DateOnly On, IReadOnlyList<Guid> Cases, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Attendees = null) : ConferenceEvent;
}

/// <summary>The two kinds of conference.</summary>
public enum ConferenceKind
{
    /// <summary>With the consent of each case that it discusses.</summary>
    [Word("重層的支援個別会議")] IndividualSupport,

    /// <summary>Under a duty of secrecy, without consent (Social Welfare Act art. 106-6).</summary>
    [Word("支援会議")] SupportConference,
}
