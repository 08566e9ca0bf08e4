using System.Text.Json.Serialization;
using Imizu.Contracts.Reports;

namespace Imizu.Contracts.FiscalYears;

/// <summary>What is decided for a fiscal year's report, apart from what is counted.</summary>
public abstract record FiscalYearEvent
{
    private FiscalYearEvent() { }

    /// <summary>The year's target (計画) for an indicator that is a count, as it was recorded before shares had targets.</summary>
    /// <param name="Indicator">The indicator.</param>
    /// <param name="Target">The target, in the indicator's unit.</param>
    [EventType("jp.imizu.projection.target-set.v1", "年度の計画件数", LegalBasis.LayeredSupport)]
    public sealed record CountTargetSet(Indicator Indicator, int Target) : FiscalYearEvent, IUpcast<TargetSet>
    {
        /// <inheritdoc />
        public TargetSet Upcast() => new(Indicator, Target);
    }

    /// <summary>The year's target (計画) for an indicator; set again, it replaces the earlier one.</summary>
    /// <param name="Indicator">The indicator.</param>
    /// <param name="Target">The target, in the indicator's unit: a whole number, or a share in percent with at most one decimal place.</param>
    [EventType("jp.imizu.projection.target-set.v2", "年度の計画値", LegalBasis.LayeredSupport)]
    public sealed record TargetSet(Indicator Indicator, decimal Target) : FiscalYearEvent;

    /// <summary>The evaluation (評価) of an indicator is another than the one that follows from its target.</summary>
    /// <param name="Indicator">The indicator.</param>
    /// <param name="Evaluation">The evaluation.</param>
    /// <param name="Reason">Why, as printed beside it.</param>
    [EventType("jp.imizu.projection.evaluation-overridden.v1", "評価の変更", LegalBasis.LayeredSupport)]
    public sealed record EvaluationOverridden(Indicator Indicator, Evaluation Evaluation, [property: Text] string Reason) : FiscalYearEvent;

    /// <summary>That the year be closed (確定) was asked for; asked for again, it replaces the earlier request.</summary>
    /// <param name="FiscalYear">The year that it begins in.</param>
    /// <param name="RequestedBy">The code of who asked.</param>
    [EventType("jp.imizu.projection.close-requested.v1", "年度の確定の申請", LegalBasis.LayeredSupport)]
    public sealed record CloseRequested(int FiscalYear, string RequestedBy) : FiscalYearEvent;

    /// <summary>The year was closed: its first edition (確定版) is stored, and never changes.</summary>
    /// <param name="FiscalYear">The year that it begins in.</param>
    /// <param name="Edition">The edition's number, 1.</param>
    /// <param name="Hash">The SHA-256 of the edition's bytes, in hexadecimal.</param>
    /// <param name="ApprovedBy">The code of who closed it, another than who asked.</param>
    /// <param name="RequestedBy">The code of who asked for it; nobody did, where a year was closed before that was asked for.</param>
    [EventType("jp.imizu.projection.year-closed.v1", "年度の確定", LegalBasis.LayeredSupport)]
    public sealed record YearClosed(
        int FiscalYear, int Edition, string Hash, string ApprovedBy, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RequestedBy = null) : FiscalYearEvent;

    /// <summary>A further edition (訂正版) of a closed year was asked for; asked for again, it replaces the earlier request.</summary>
    /// <param name="FiscalYear">The year that it begins in.</param>
    /// <param name="RequestedBy">The code of who asked.</param>
    /// <param name="Reason">Why, as printed.</param>
    /// <param name="RevisesPlan">Whether targets, evaluations and texts may change until it is approved.</param>
    [EventType("jp.imizu.projection.correction-requested.v1", "訂正版の申請", LegalBasis.LayeredSupport)]
    public sealed record CorrectionRequested(int FiscalYear, string RequestedBy, [property: Text] string Reason, bool RevisesPlan) : FiscalYearEvent;

    /// <summary>A further edition (訂正版) was approved: it is stored beside the earlier ones, and never changes.</summary>
    /// <param name="FiscalYear">The year that it begins in.</param>
    /// <param name="Edition">The edition's number, from 2 on.</param>
    /// <param name="Hash">The SHA-256 of the edition's bytes, in hexadecimal.</param>
    /// <param name="RequestedBy">The code of who asked for it.</param>
    /// <param name="ApprovedBy">The code of who approved it, another than who asked.</param>
    /// <param name="Cells">The keys of the figures that changed.</param>
    [EventType("jp.imizu.projection.year-corrected.v1", "年度の訂正", LegalBasis.LayeredSupport)]
    public sealed record YearCorrected(int FiscalYear, int Edition, string Hash, string RequestedBy, string ApprovedBy, IReadOnlyList<string> Cells) : FiscalYearEvent;

    /// <summary>A text of the report was written; written again, it replaces the earlier one.</summary>
    /// <param name="Part">Which text.</param>
    /// <param name="Text">As printed.</param>
    [EventType("jp.imizu.projection.commentary-written.v1", "報告書の文", LegalBasis.LayeredSupport)]
    public sealed record CommentaryWritten(CommentaryPart Part, [property: Text] string Text) : FiscalYearEvent;
}

/// <summary>An entry of a fiscal year was retracted.</summary>
/// <param name="EntryId">The permanent id of the event that no longer counts.</param>
/// <param name="Reason">Why.</param>
[EventType("jp.imizu.projection.entry-retracted.v1", "記録の取消し", LegalBasis.LayeredSupport)]
public sealed record ProjectionEntryRetracted(Guid EntryId, RetractionReason Reason) : EntryRetracted(EntryId, Reason);

/// <summary>The texts of an entry of a fiscal year were erased.</summary>
/// <param name="EntryId">The permanent id of the event whose texts are erased.</param>
/// <param name="Position">The position of that event.</param>
/// <param name="Members">The members of its data that are erased.</param>
/// <param name="Reason">Why.</param>
[EventType("jp.imizu.projection.text-redacted.v1", "文の消去", LegalBasis.LayeredSupport)]
public sealed record ProjectionTextRedacted(Guid EntryId, long Position, IReadOnlyList<string> Members, RedactionReason Reason) : TextRedacted(EntryId, Position, Members, Reason);

/// <summary>How an indicator's result stands to its target.</summary>
public enum Evaluation
{
    /// <summary>The target is reached.</summary>
    [Word("〇")] Reached,
    /// <summary>The target is not reached.</summary>
    [Word("△")] NotReached,
    /// <summary>There is nothing to evaluate by.</summary>
    [Word("－")] NotEvaluated,
}

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
