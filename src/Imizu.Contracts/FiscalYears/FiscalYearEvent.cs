using Imizu.Contracts.Reports;

namespace Imizu.Contracts.FiscalYears;

/// <summary>What is decided for a fiscal year's report, apart from what is counted.</summary>
public abstract record FiscalYearEvent
{
    private FiscalYearEvent() { }

    /// <summary>The year's target (計画) for an indicator, in the indicator's unit; set again, it replaces the earlier one.</summary>
    [EventType("jp.imizu.projection.target-set.v1", "年度の計画値", LegalBasis.LayeredSupport)]
    public sealed record TargetSet(Indicator Indicator, int Target) : FiscalYearEvent;

    /// <summary>A text of the report was written; written again, it replaces the earlier one.</summary>
    [EventType("jp.imizu.projection.commentary-written.v1", "報告書の文", LegalBasis.LayeredSupport)]
    public sealed record CommentaryWritten(CommentaryPart Part, string Text) : FiscalYearEvent;
}

/// <summary>An entry of a fiscal year was retracted.</summary>
[EventType("jp.imizu.projection.entry-retracted.v1", "記録の取消し", LegalBasis.LayeredSupport)]
public sealed record ProjectionEntryRetracted(Guid EntryId, RetractionReason Reason) : EntryRetracted(EntryId, Reason);

/// <summary>Which text of the report.</summary>
public enum CommentaryPart
{
    [Word("包括的相談支援事業の方針")] ConsultationPolicy,
    [Word("包括的相談支援事業の目標")] ConsultationGoal,
    [Word("プランの作成に至らなかった相談事例の注記")] WithoutPlanNote,
    [Word("重層的支援個別会議の目的")] IndividualSupportConferencePurpose,
    [Word("支援会議の目的")] SupportConferencePurpose,
    [Word("アウトリーチ等を通じた継続的支援事業の方針")] OutreachPolicy,
    [Word("アウトリーチ等を通じた継続的支援事業の目標")] OutreachGoal,
    [Word("参加支援事業の方針")] ParticipationPolicy,
    [Word("参加支援事業の目標")] ParticipationGoal,
    [Word("地域づくり事業の方針")] CommunityBuildingPolicy,
    [Word("地域づくり事業の目標")] CommunityBuildingGoal,
}
