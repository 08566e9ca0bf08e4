namespace Imizu.Contracts.CommunityBuilding;

/// <summary>What is done so that all work together (連携体制の構築等).</summary>
public abstract record CollaborationEvent
{
    private CollaborationEvent() { }

    /// <summary>The programme was made known (事業の周知).</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Content">To whom and how, as printed.</param>
    [EventType("jp.imizu.community-building.briefing-held.v1", "事業の周知", LegalBasis.LayeredSupport)]
    public sealed record BriefingHeld(DateOnly On, [property: Text] string Content) : CollaborationEvent;

    /// <summary>A council on the programme met.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Council">Which of the two.</param>
    /// <param name="Matters">What it dealt with, as printed.</param>
    [EventType("jp.imizu.community-building.council-met.v1", "共生社会推進会議等の開催", LegalBasis.LayeredSupport)]
    public sealed record CouncilMet(DateOnly On, Council Council, [property: Text] string Matters) : CollaborationEvent;

    /// <summary>The conditions that helpers work in were improved (活動環境整備).</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Programme">The programme's name, as printed.</param>
    /// <param name="Content">What was done, as printed.</param>
    [EventType("jp.imizu.community-building.working-environment-improved.v1", "活動環境整備", LegalBasis.CommunityBuilding)]
    public sealed record WorkingEnvironmentImproved(DateOnly On, [property: Text] string Programme, [property: Text] string Content) : CollaborationEvent;
}

/// <summary>The councils on the programme.</summary>
public enum Council
{
    /// <summary>Decides on the programme.</summary>
    [Word("共生社会推進会議")] Promotion,
    /// <summary>The offices that carry it out, among themselves.</summary>
    [Word("共生社会推進連絡会議")] PromotionLiaison,
}
