namespace Imizu.Contracts.CommunityBuilding;

/// <summary>
/// What happens in a project commissioned to build the community (地域支え合いネットワーク共生社会構築事業,
/// Social Welfare Act art. 106-4(2) item 3).
/// </summary>
public abstract record ProjectEvent
{
    private ProjectEvent() { }

    /// <summary>An organisation was commissioned (委託).</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Contractor">The organisation's name.</param>
    /// <param name="Project">The project's name.</param>
    /// <param name="Content">What it does, as printed.</param>
    /// <param name="Attendance">What those who come are counted as.</param>
    [EventType("jp.imizu.community-building.project-commissioned.v1", "事業の委託", LegalBasis.CommunityBuilding)]
    public sealed record Commissioned(DateOnly On, [property: Text] string Contractor, [property: Text] string Project, [property: Text] string Content, AttendanceKind Attendance) : ProjectEvent;

    /// <summary>A session was held. A project counts in a year in which it held at least one.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Attendances">How many came (延べ人数), 0 or more.</param>
    [EventType("jp.imizu.community-building.session-held.v1", "委託事業の開催", LegalBasis.CommunityBuilding)]
    public sealed record SessionHeld(DateOnly On, [property: Unit("人")] int Attendances) : ProjectEvent;
}

/// <summary>An entry of the community-building service was retracted.</summary>
/// <param name="EntryId">The permanent id of the event that no longer counts.</param>
/// <param name="Reason">Why.</param>
[EventType("jp.imizu.community-building.entry-retracted.v1", "記録の取消し", LegalBasis.LayeredSupport)]
public sealed record CommunityBuildingEntryRetracted(Guid EntryId, RetractionReason Reason) : EntryRetracted(EntryId, Reason);

/// <summary>The texts of an entry of the community-building service were erased.</summary>
/// <param name="EntryId">The permanent id of the event whose texts are erased.</param>
/// <param name="Position">The position of that event.</param>
/// <param name="Members">The members of its data that are erased.</param>
/// <param name="Reason">Why.</param>
[EventType("jp.imizu.community-building.text-redacted.v1", "文の消去", LegalBasis.LayeredSupport)]
public sealed record CommunityBuildingTextRedacted(Guid EntryId, long Position, IReadOnlyList<string> Members, RedactionReason Reason) : TextRedacted(EntryId, Position, Members, Reason);

/// <summary>What those who come to a session are counted as.</summary>
public enum AttendanceKind
{
    /// <summary>They take part.</summary>
    [Word("参加")] Participation,
    /// <summary>They make use of something.</summary>
    [Word("利用")] Use,
}
