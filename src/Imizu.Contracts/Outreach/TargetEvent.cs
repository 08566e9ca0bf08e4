namespace Imizu.Contracts.Outreach;

/// <summary>
/// What happens to a household that needs support which has not reached it (アウトリーチ等を通じた継続的支援,
/// Social Welfare Act art. 106-4(2) item 4). The records are the stored and published form: names and meanings never change.
/// </summary>
public abstract record TargetEvent
{
    private TargetEvent() { }

    /// <summary>Learnt of, through the neighbourhood or an agency (支援対象者の把握). Counted once per target.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Source">Through whom.</param>
    [EventType("jp.imizu.outreach.target-identified.v1", "支援対象者の把握", LegalBasis.Outreach)]
    public sealed record Identified(DateOnly On, InformationSource Source) : TargetEvent;

    /// <summary>A visit or another attempt to build a relationship, whether or not it was answered.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Method">How.</param>
    /// <param name="Met">Whether it was answered.</param>
    [EventType("jp.imizu.outreach.target-contacted.v1", "訪問などの働きかけ", LegalBasis.Outreach)]
    public sealed record Contacted(DateOnly On, OutreachMethod Method, bool Met) : TargetEvent;

    /// <summary>The first plan agreed with the household (新規プラン作成). Counted once per target.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    [EventType("jp.imizu.outreach.plan-created.v1", "プランの作成", LegalBasis.Outreach)]
    public sealed record PlanCreated(DateOnly On) : TargetEvent;

    /// <summary>The household came to the consultation service, where its case goes on.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="CaseId">The case there.</param>
    [EventType("jp.imizu.outreach.connected-to-consultation.v1", "相談支援へのつなぎ", LegalBasis.Outreach)]
    public sealed record ConnectedToConsultation(DateOnly On, Guid CaseId) : TargetEvent;

    /// <summary>Outreach is over.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Reason">Why.</param>
    [EventType("jp.imizu.outreach.outreach-ended.v1", "アウトリーチの終了", LegalBasis.Outreach)]
    public sealed record Ended(DateOnly On, EndReason Reason) : TargetEvent;
}

/// <summary>An entry of the outreach service was retracted.</summary>
/// <param name="EntryId">The permanent id of the event that no longer counts.</param>
/// <param name="Reason">Why.</param>
[EventType("jp.imizu.outreach.entry-retracted.v1", "記録の取消し", LegalBasis.LayeredSupport)]
public sealed record OutreachEntryRetracted(Guid EntryId, RetractionReason Reason) : EntryRetracted(EntryId, Reason);

/// <summary>Through whom a target became known.</summary>
public enum InformationSource
{
    /// <summary>Neighbours or the community.</summary>
    [Word("近隣・地域")] Neighbourhood,
    /// <summary>A welfare commissioner.</summary>
    [Word("民生委員")] WelfareCommissioner,
    /// <summary>An agency.</summary>
    [Word("関係機関")] Agency,
    /// <summary>An office of the city.</summary>
    [Word("庁内")] CityOffice,
    /// <summary>None of these.</summary>
    [Word("その他")] Other,
}

/// <summary>How a target was approached.</summary>
public enum OutreachMethod
{
    /// <summary>A visit.</summary>
    [Word("訪問")] Visit,
    /// <summary>A telephone call.</summary>
    [Word("電話")] Telephone,
    /// <summary>A letter.</summary>
    [Word("手紙")] Letter,
    /// <summary>None of these.</summary>
    [Word("その他")] Other,
}

/// <summary>Why outreach ended.</summary>
public enum EndReason
{
    /// <summary>The household came to the consultation service.</summary>
    [Word("相談支援につながった")] ConnectedToConsultation,
    /// <summary>The household came to other support.</summary>
    [Word("他の支援につながった")] ConnectedToOtherSupport,
    /// <summary>Support is needed no longer.</summary>
    [Word("支援の必要がなくなった")] NoLongerNeeded,
    /// <summary>The household moved away.</summary>
    [Word("転出")] MovedAway,
    /// <summary>None of these.</summary>
    [Word("その他")] Other,
}
