namespace Imizu.Contracts.Participation;

/// <summary>What happens to a person who is helped to take part (参加支援, Social Welfare Act art. 106-4(2) item 2).</summary>
public abstract record ParticipationCaseEvent
{
    private ParticipationCaseEvent() { }

    /// <summary>The plan was made (参加支援のプラン作成). Counted once per case.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    [EventType("jp.imizu.participation.plan-created.v1", "参加支援のプラン作成", LegalBasis.ParticipationSupport)]
    public sealed record PlanCreated(DateOnly On) : ParticipationCaseEvent;

    /// <summary>A place that suits was found (マッチング).</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="ResourceId">The social resource.</param>
    [EventType("jp.imizu.participation.place-matched.v1", "社会資源とのマッチング", LegalBasis.ParticipationSupport)]
    public sealed record Matched(DateOnly On, Guid ResourceId) : ParticipationCaseEvent;

    /// <summary>The person began to go there.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    [EventType("jp.imizu.participation.placement-started.v1", "参加の開始", LegalBasis.ParticipationSupport)]
    public sealed record PlacementStarted(DateOnly On) : ParticipationCaseEvent;

    /// <summary>The person goes there no longer.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Reason">Why.</param>
    [EventType("jp.imizu.participation.placement-ended.v1", "参加の終了", LegalBasis.ParticipationSupport)]
    public sealed record PlacementEnded(DateOnly On, PlacementEndReason Reason) : ParticipationCaseEvent;
}

/// <summary>An entry of the participation service was retracted.</summary>
/// <param name="EntryId">The permanent id of the event that no longer counts.</param>
/// <param name="Reason">Why.</param>
[EventType("jp.imizu.participation.entry-retracted.v1", "記録の取消し", LegalBasis.LayeredSupport)]
public sealed record ParticipationEntryRetracted(Guid EntryId, RetractionReason Reason) : EntryRetracted(EntryId, Reason);

/// <summary>The texts of an entry of the participation service were erased.</summary>
/// <param name="EntryId">The permanent id of the event whose texts are erased.</param>
/// <param name="Position">The position of that event.</param>
/// <param name="Members">The members of its data that are erased.</param>
/// <param name="Reason">Why.</param>
[EventType("jp.imizu.participation.text-redacted.v1", "文の消去", LegalBasis.LayeredSupport)]
public sealed record ParticipationTextRedacted(Guid EntryId, long Position, IReadOnlyList<string> Members, RedactionReason Reason) : TextRedacted(EntryId, Position, Members, Reason);

/// <summary>Why a placement ended.</summary>
public enum PlacementEndReason
{
    /// <summary>What was aimed at is reached.</summary>
    [Word("目標の達成")] GoalReached,
    /// <summary>The person found work.</summary>
    [Word("就労")] FoundWork,
    /// <summary>The place did not suit.</summary>
    [Word("合わなかった")] DidNotSuit,
    /// <summary>The person moved away.</summary>
    [Word("転出")] MovedAway,
    /// <summary>None of these.</summary>
    [Word("その他")] Other,
}
