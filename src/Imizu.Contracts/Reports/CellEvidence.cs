using System.Text.Json.Serialization;

namespace Imizu.Contracts.Reports;

/// <summary>Why a figure is what it is: the events that it counts, and those that it nearly counts.</summary>
/// <param name="Key">The figure's key.</param>
/// <param name="Words">What it counts, in Japanese.</param>
/// <param name="Rule">By which rule, in Japanese.</param>
/// <param name="Value">The figure: what the weights of all counted events add up to, or what the formula comes to.</param>
/// <param name="Unit">The unit that it is counted in.</param>
/// <param name="Formula">The figures that it is derived from; empty where it counts events.</param>
/// <param name="Counted">The events that it counts.</param>
/// <param name="NearMisses">The events that it does not count, although somebody could think so.</param>
public sealed record CellEvidence(
    string Key, string Words, string Rule, decimal Value, string Unit, IReadOnlyList<FormulaTerm> Formula, EvidencePage<CountedEvent> Counted, EvidencePage<NearMiss> NearMisses);

/// <summary>A page of a list.</summary>
/// <param name="Total">How many there are in all.</param>
/// <param name="Items">Those of this page.</param>
public sealed record EvidencePage<T>(long Total, IReadOnlyList<T> Items);

/// <summary>A figure that another one is derived from.</summary>
/// <param name="Operator">What is done with it: ＋, －, or ÷ for what a share is of.</param>
/// <param name="Key">Its key.</param>
/// <param name="Words">What it counts, in Japanese.</param>
/// <param name="Value">Its value.</param>
public sealed record FormulaTerm(string Operator, string Key, string Words, decimal Value);

/// <summary>An event as far as a figure needs it.</summary>
/// <param name="Id">Its permanent id.</param>
/// <param name="Source">Who recorded it.</param>
/// <param name="Position">Its position there.</param>
/// <param name="Stream">The stream that it is of, such as <c>case/…</c>.</param>
/// <param name="On">The day on which it occurred (実施日).</param>
/// <param name="Recorded">When it was recorded (記録日時).</param>
/// <param name="Weight">How much it counts.</param>
/// <param name="Read">Where it can be read: a path of its source's service.</param>
public sealed record CountedEvent(Guid Id, string Source, long Position, string Stream, DateOnly On, DateTimeOffset Recorded, decimal Weight, string Read);

/// <summary>An event that a figure does not count.</summary>
/// <param name="Event">The event; its weight is what it would count.</param>
/// <param name="Reason">Why not.</param>
/// <param name="Because">The same in Japanese.</param>
/// <param name="Retraction">Where it was retracted.</param>
public sealed record NearMiss(CountedEvent Event, NearMissReason Reason, string Because, EntryRetraction? Retraction);

/// <summary>When an entry was retracted, by whom and why.</summary>
/// <param name="At">When.</param>
/// <param name="By">The code of who did; null where it was taken in before that was kept.</param>
/// <param name="Reason">Why; null likewise.</param>
/// <param name="ReplacedBy">The entry that it was corrected by; null where there is none.</param>
public sealed record EntryRetraction(DateTimeOffset At, string? By, RetractionReason? Reason, Guid? ReplacedBy = null);

/// <summary>Why an event is not counted.</summary>
public enum NearMissReason
{
    /// <summary>It was retracted.</summary>
    [Word("取り消された")] Retracted,
    /// <summary>It was corrected: another entry counts in its place.</summary>
    [Word("訂正された")] Corrected,
    /// <summary>It was recorded after the moment as of which the figure is told.</summary>
    [Word("この時点より後に記録された")] RecordedLater,
    /// <summary>It was recorded in the year, and occurred in another.</summary>
    [Word("実施日がこの年度でない")] OtherYear,
    /// <summary>Another event of the same case or project counts already.</summary>
    [Word("同じもので既に数えている")] CountedAlready,
    /// <summary>A later entry stands in its place.</summary>
    [Word("後の記録に置き換えられている")] Superseded,
    /// <summary>The case has a plan by 31 March.</summary>
    [Word("年度末までに支援プランが作成されている")] PlannedInTime,
    /// <summary>The plan that would have kept the case from being counted was created after 31 March.</summary>
    [Word("支援プランの作成が年度末より後になった")] PlannedTooLate,
    /// <summary>What began had ended by then.</summary>
    [Word("その日までに終わっている")] EndedBefore,
    /// <summary>The case was not in support in the year.</summary>
    [Word("この年度に支援していない")] NotInSupport,
}

/// <summary>A figure as it is declared: an answer of <c>GET /figures</c>, one of a list.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Words">What it counts, in Japanese.</param>
/// <param name="Unit">The unit that it is counted in.</param>
/// <param name="Rule">By which rule, in Japanese.</param>
/// <param name="Rows">The rows that are always there.</param>
public sealed record FigureDescription(string Key, string Words, string Unit, string Rule, IReadOnlyList<FigureRow> Rows);

/// <summary>A row of a figure.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Words">As printed.</param>
public sealed record FigureRow(string Key, string Words);

/// <summary>What a report says otherwise at a later moment than at an earlier one.</summary>
/// <param name="FiscalYear">The year that it begins in.</param>
/// <param name="From">The earlier moment.</param>
/// <param name="To">The later moment.</param>
/// <param name="Cells">The figures that moved, of every form.</param>
public sealed record ReportChanges(int FiscalYear, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<CellChange> Cells);

/// <summary>A figure that moved.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Words">What it counts, in Japanese.</param>
/// <param name="Unit">The unit that it is counted in.</param>
/// <param name="From">What it was.</param>
/// <param name="To">What it is.</param>
/// <param name="Events">The events that moved it; none for a figure that is derived from others, which are named themselves.</param>
public sealed record CellChange(string Key, string Words, string Unit, decimal From, decimal To, IReadOnlyList<MovingEvent> Events)
{
    /// <summary>How many events moved it, where not all of them are here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Total { get; init; }
}

/// <summary>An event that moved a figure.</summary>
/// <param name="Event">The event.</param>
/// <param name="IsCounted">Whether it is counted now and was not before, or the other way.</param>
/// <param name="IsLate">Whether it was recorded after the fiscal year's last day.</param>
/// <param name="Reason">Why it is not counted at the moment at which it is not.</param>
/// <param name="Because">The same in Japanese.</param>
/// <param name="Retraction">Where it was retracted.</param>
public sealed record MovingEvent(CountedEvent Event, bool IsCounted, bool IsLate, NearMissReason Reason, string Because, EntryRetraction? Retraction);
