namespace Imizu.Contracts.Participation;

/// <summary>What happens to a place where people can take part (社会資源).</summary>
public abstract record ResourceEvent
{
    private ResourceEvent() { }

    /// <summary>The place became known and can be used (社会資源の把握).</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Kind">What it offers.</param>
    /// <param name="Name">The name of the place, never of a person.</param>
    [EventType("jp.imizu.participation.resource-registered.v1", "社会資源の登録", LegalBasis.ParticipationSupport)]
    public sealed record Registered(DateOnly On, ResourceKind Kind, [property: Text] string Name) : ResourceEvent;

    /// <summary>The place was newly made for people on their way out of support (出口支援につながる場の創設).</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Kind">What it offers.</param>
    /// <param name="Name">The name of the place, never of a person.</param>
    [EventType("jp.imizu.participation.exit-place-created.v1", "出口支援につながる場の創設", LegalBasis.ParticipationSupport)]
    public sealed record ExitPlaceCreated(DateOnly On, ResourceKind Kind, [property: Text] string Name) : ResourceEvent;

    /// <summary>The place can be used no longer.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    [EventType("jp.imizu.participation.resource-withdrawn.v1", "社会資源の利用終了", LegalBasis.ParticipationSupport)]
    public sealed record Withdrawn(DateOnly On) : ResourceEvent;
}

/// <summary>What a place offers.</summary>
public enum ResourceKind
{
    /// <summary>People gather there.</summary>
    [Word("集いの場")] GatheringPlace,
    /// <summary>A place to be.</summary>
    [Word("居場所")] SafePlace,
    /// <summary>A taste of work.</summary>
    [Word("就労体験")] WorkExperience,
}
