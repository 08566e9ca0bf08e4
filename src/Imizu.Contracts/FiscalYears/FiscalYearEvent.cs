using Imizu.Contracts.Reports;

namespace Imizu.Contracts.FiscalYears;

/// <summary>What is decided for a fiscal year's report, apart from what is counted.</summary>
public abstract record FiscalYearEvent
{
    private FiscalYearEvent() { }

    /// <summary>The year's target (計画) for an indicator, in the indicator's unit; set again, it replaces the earlier one.</summary>
    /// <param name="Indicator">The indicator.</param>
    /// <param name="Target">The target, in the indicator's unit.</param>
    [EventType("jp.imizu.projection.target-set.v1", "年度の計画値", LegalBasis.LayeredSupport)]
    public sealed record TargetSet(Indicator Indicator, int Target) : FiscalYearEvent;

    /// <summary>A text of the report was written; written again, it replaces the earlier one.</summary>
    /// <param name="Part">Which text.</param>
    /// <param name="Text">As printed.</param>
    [EventType("jp.imizu.projection.commentary-written.v1", "報告書の文", LegalBasis.LayeredSupport)]
    public sealed record CommentaryWritten(CommentaryPart Part, string Text) : FiscalYearEvent;
}

/// <summary>An entry of a fiscal year was retracted.</summary>
/// <param name="EntryId">The permanent id of the event that no longer counts.</param>
/// <param name="Reason">Why.</param>
[EventType("jp.imizu.projection.entry-retracted.v1", "記録の取消し", LegalBasis.LayeredSupport)]
public sealed record ProjectionEntryRetracted(Guid EntryId, RetractionReason Reason) : EntryRetracted(EntryId, Reason);

/// <summary>Which text of the report.</summary>
public enum CommentaryPart
{
    /// <summary>The policy of section (1).</summary>
    [Word("包括的相談支援事業の方針")] ConsultationPolicy,
    /// <summary>The goal of section (1).</summary>
    [Word("包括的相談支援事業の目標")] ConsultationGoal,
    /// <summary>The note on cases without a plan.</summary>
    [Word("プランの作成に至らなかった相談事例の注記")] WithoutPlanNote,
    /// <summary>What conferences with consent are for.</summary>
    [Word("重層的支援個別会議の目的")] IndividualSupportConferencePurpose,
    /// <summary>What conferences under secrecy are for.</summary>
    [Word("支援会議の目的")] SupportConferencePurpose,
    /// <summary>The policy of section (2).</summary>
    [Word("アウトリーチ等を通じた継続的支援事業の方針")] OutreachPolicy,
    /// <summary>The goal of section (2).</summary>
    [Word("アウトリーチ等を通じた継続的支援事業の目標")] OutreachGoal,
    /// <summary>The policy of section (3).</summary>
    [Word("参加支援事業の方針")] ParticipationPolicy,
    /// <summary>The goal of section (3).</summary>
    [Word("参加支援事業の目標")] ParticipationGoal,
    /// <summary>The policy of section (4).</summary>
    [Word("地域づくり事業の方針")] CommunityBuildingPolicy,
    /// <summary>The goal of section (4).</summary>
    [Word("地域づくり事業の目標")] CommunityBuildingGoal,
}
