namespace Imizu.Contracts.Participation;

/// <summary>What happens to an exchange meeting (プラットフォーム交流会).</summary>
public abstract record ExchangeMeetingEvent
{
    private ExchangeMeetingEvent() { }

    /// <summary>Those who are active for the community met. All that the report prints of it.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="From">When it began.</param>
    /// <param name="To">When it ended.</param>
    /// <param name="Name">As printed.</param>
    /// <param name="Purpose">As printed.</param>
    /// <param name="Venue">As printed.</param>
    /// <param name="Content">As printed.</param>
    /// <param name="Participants">How many came, by field.</param>
    [EventType("jp.imizu.participation.exchange-meeting-held.v1", "プラットフォーム交流会の開催", LegalBasis.ParticipationSupport)]
    public sealed record Held(
        DateOnly On, TimeOnly From, TimeOnly To, [property: Text] string Name, [property: Text] string Purpose, [property: Text] string Venue, [property: Text] string Content,
        IReadOnlyList<FieldAttendance> Participants) : ExchangeMeetingEvent;
}

/// <summary>How many people of one field took part.</summary>
/// <param name="Field">The field.</param>
/// <param name="Count">How many, 0 or more.</param>
public sealed record FieldAttendance(ParticipantField Field, [property: Unit("人")] int Count);

/// <summary>The fields that participants come from, in the order of the printed report.</summary>
public enum ParticipantField
{
    /// <summary>Care of the elderly.</summary>
    [Word("介護・高齢関係")] ElderlyCare,
    /// <summary>Disability.</summary>
    [Word("障がい関係")] Disability,
    /// <summary>Children and those who raise them.</summary>
    [Word("こども、子育て関係")] Children,
    /// <summary>The community and volunteers.</summary>
    [Word("地域・ボランティア関係")] CommunityAndVolunteers,
    /// <summary>The administration.</summary>
    [Word("行政")] Administration,
}
