namespace Imizu.Contracts.CommunityBuilding;

/// <summary>What happens to a base of community activity (活動拠点).</summary>
public abstract record ActivityBaseEvent
{
    private ActivityBaseEvent() { }

    /// <summary>The base opened.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Name">The base's name, never a person's.</param>
    [EventType("jp.imizu.community-building.base-opened.v1", "活動拠点の開設", LegalBasis.CommunityBuilding)]
    public sealed record Opened(DateOnly On, [property: Text] string Name) : ActivityBaseEvent;

    /// <summary>The base closed.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    [EventType("jp.imizu.community-building.base-closed.v1", "活動拠点の閉鎖", LegalBasis.CommunityBuilding)]
    public sealed record Closed(DateOnly On) : ActivityBaseEvent;
}
