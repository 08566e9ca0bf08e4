namespace Imizu.Contracts.Consultation;

/// <summary>What happens to a conference on cases.</summary>
public abstract record ConferenceEvent
{
    private ConferenceEvent() { }

    /// <summary>A conference was held. Counted once, however many cases it discussed.</summary>
    /// <param name="On">The day.</param>
    /// <param name="Kind">Whether it needs the consent of each case.</param>
    /// <param name="Cases">The cases discussed: at least one, but that a support conference may speak of a household that is no case yet.</param>
    [EventType("jp.imizu.consultation.conference-held.v1", LegalBasis.MultiAgencyCollaboration)]
    public sealed record Held(DateOnly On, ConferenceKind Kind, IReadOnlyList<Guid> Cases) : ConferenceEvent;
}

/// <summary>The two kinds of conference.</summary>
public enum ConferenceKind
{
    /// <summary>With the consent of each case that it discusses.</summary>
    [Word("重層的支援個別会議")] IndividualSupport,

    /// <summary>Under a duty of secrecy, without consent (Social Welfare Act art. 106-6).</summary>
    [Word("支援会議")] SupportConference,
}
