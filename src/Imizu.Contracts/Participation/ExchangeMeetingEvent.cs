namespace Imizu.Contracts.Participation;

/// <summary>What happens to an exchange meeting (プラットフォーム交流会).</summary>
public abstract record ExchangeMeetingEvent
{
    private ExchangeMeetingEvent() { }

    /// <summary>Those who are active for the community met. All that the report prints of it.</summary>
    [EventType("jp.imizu.participation.exchange-meeting-held.v1", "プラットフォーム交流会の開催", LegalBasis.ParticipationSupport)]
    public sealed record Held(
        DateOnly On, TimeOnly From, TimeOnly To, string Name, string Purpose, string Venue, string Content,
        IReadOnlyList<FieldAttendance> Participants) : ExchangeMeetingEvent;
}

/// <summary>How many people of one field took part.</summary>
public sealed record FieldAttendance(ParticipantField Field, int Count);

/// <summary>The fields that participants come from, in the order of the printed report.</summary>
public enum ParticipantField
{
    [Word("介護・高齢関係")] ElderlyCare,
    [Word("障がい関係")] Disability,
    [Word("こども、子育て関係")] Children,
    [Word("地域・ボランティア関係")] CommunityAndVolunteers,
    [Word("行政")] Administration,
}
