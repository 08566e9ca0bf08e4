using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.Projection.Facts;
using Imizu.Projection.Figures;
using Imizu.Projection.Journal;
using Imizu.Projection.Report;
using Npgsql;

namespace Imizu.Projection.Evidence;

/// <summary>Names the events behind a figure: by the query that counts it.</summary>
public sealed class EvidenceReader(NpgsqlDataSource database)
{
    /// <summary>Stand in the place of a reason in the rows that say what all counted events come to, and how many are missed.</summary>
    private const int Whole = -1, AllMissed = -2;

    private const string Columns = "event_id, source, position, figure, dimension, subject, occurred, recorded, retracted, retracted_by, retraction_reason, replaced_by";

    private static readonly string NoEvent = string.Join(", ", Columns.Split(", ").Select(_ => "null"));

    /// <summary>The events that a figure counts, and those that it nearly counts, page by page.</summary>
    public async Task<CellEvents> Read(
        Figure figure, string? row, FiscalYear year, DateTimeOffset? asOf, int offset, int limit, CancellationToken cancellationToken)
    {
        await using var facts = await FactsSnapshot.Begin(database, year, asOf, cancellationToken);
        (string, object)[] page = [("row", row is null ? "" : figure.Rows!.StoredOf(row)), ("offset", offset), ("limit", limit)];
        var (rule, ofRow) = ((Counting)figure.Rule, row is null ? "" : " where cell = @row");
        var (all, near) = (FactTable.Name(facts.Generation), Near(rule, figure.Rows?.ColumnOf, row));
        // A sum counts nothing but what is near, which is read once for both lists, and of that all that stands and is of the year.
        var (read, from, missed) = rule.IsSum
            ? ($"near as materialized (select * from {all} where {near}), ", "near", Missed(rule, facts: "near", near: "true", isCounted: $"{FactQueries.IsStanding} and {Counting.OfTheYear}"))
            : ("", all, Missed(rule, facts: all, near, isCounted: "exists (select from counted where counted.event_id = fact.event_id and counted.ordinal = fact.ordinal)"));
        var counted = $"""
            with {read}{FactQueries.Standing(from)}, counted as {(rule.IsSum ? "not " : "")}materialized (select {Columns}, ordinal, counts, cell from ({FactQueries.Of(figure)}) counted{(rule.IsAcrossRows ? "" : ofRow)}),
            here as not materialized (select * from counted{(rule.IsAcrossRows ? ofRow : "")})
            """;

        const string Page = "order by occurred, recorded, position offset @offset limit @limit";
        var rows = await facts.Ask($"""
            {counted}, {missed}
            (select {Columns}, {FactQueries.Readable("counts")}, null::int, 0::bigint from here {Page})
            union all (select {Columns}, {FactQueries.Readable("least(weight, 1e18)")}, reason, 0 from missed {Page})
            union all select {NoEvent}, coalesce({FactQueries.Readable("sum(counts)")}, 0), {Whole}, count(*) from here
            union all select {NoEvent}, 0, {AllMissed}, count(*) from missed
            """, r => (Reason: r.IsDBNull(13) ? (int?)null : r.GetInt32(13), Total: r.GetInt64(14), Event: r.IsDBNull(0) ? default : EventAt(r), Weight: r.GetDecimal(12)), cancellationToken, page);

        var whole = rows.Single(of => of.Reason == Whole);
        var nearMisses = rows.Where(of => of.Reason >= 0).ToList();
        return new CellEvents(
            whole.Weight, new(whole.Total, [.. rows.Where(of => of.Reason is null).Select(of => of.Event)]),
            new(rows.Single(of => of.Reason == AllMissed).Total, [.. nearMisses.Select(of => (of.Event.Event, (NearMissReason)of.Reason!, of.Event.Retraction))]));
    }

    /// <summary>All events that figures count in a year, by the key of each figure and of each of its rows: by one query.</summary>
    public async Task<ILookup<string, (CountedEvent Event, EntryRetraction? Retraction)>> ReadAll(FiscalYear year, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        await using var facts = await FactsSnapshot.Begin(database, year, asOf, cancellationToken);
        var counted = FactQueries.Counted.Select((figure, number) => $"select {Columns}, {FactQueries.Readable("counts")} as counts, {number} as number, cell from ({FactQueries.Of(figure)}) counted");
        var rows = await facts.Ask(
            $"with {FactQueries.Standing(FactTable.Name(facts.Generation))} select * from ({string.Join(" union all ", counted)}) counted order by occurred, recorded, position",
            r => (Figure: FactQueries.Counted[r.GetInt32(13)], Row: r.GetString(14), Event: EventAt(r)), cancellationToken);
        return rows.SelectMany(of => of.Figure.KeysOf(of.Row).Select(key => (key, of.Event))).ToLookup(of => of.key, of => of.Event);
    }

    /// <summary>The SQL that a fact is of the kinds and the row that somebody looks at, and of the year or recorded in it.</summary>
    /// <remarks>What was recorded in the year is of it, or one of those that were recorded in another year than their own, which have an index.</remarks>
    private static string Near(Counting rule, string? column, string? row)
    {
        const string Recorded = "recorded >= @start::timestamp at time zone 'Asia/Tokyo' and recorded < (@end + 1)::timestamp at time zone 'Asia/Tokyo'";
        return $"""
            {Counting.Of(rule.Kinds)} {(row is null ? "" : $"and {rule.IsOfRow(column!)}")}
            and ({rule.Candidates} {(rule.Candidates == Counting.OfTheYear ? "" : $"or {Counting.OfTheYear} and {Recorded}")} or {FactTable.IsOfOtherYear} and {Recorded})
            """;
    }

    /// <summary>What is near and not counted, each with its reason.</summary>
    /// <param name="rule">The figure's rule.</param>
    /// <param name="facts">Where they are.</param>
    /// <param name="near">The SQL that one of these is near.</param>
    /// <param name="isCounted">The SQL that one is counted.</param>
    private static string Missed(Counting rule, string facts, string near, string isCounted)
    {
        var tooLate = rule.TooLate is { } came ? $"({came} and retracted is null and (@asof::timestamptz is null or recorded <= @asof))" : "false";
        return $"""
            missed as (
                select {Columns}, weight, case
                    when {tooLate} then {(int)NearMissReason.PlannedTooLate}
                    when @asof::timestamptz is not null and recorded > @asof then {(int)NearMissReason.RecordedLater}
                    when retracted is not null and (@asof::timestamptz is null or retracted <= @asof) then case when replaced_by is null then {(int)NearMissReason.Retracted} else {(int)NearMissReason.Corrected} end
                    when not ({rule.Candidates}) then {(int)NearMissReason.OtherYear}
                    when subject not in (select subject from counted where subject is not null) then {(int)rule.OtherwiseOfNothingCounted}
                    else {(int)rule.Otherwise} end as reason
                from {facts} fact
                where ({tooLate} or {near}) and not ({isCounted}))
            """;
    }

    private static (CountedEvent Event, EntryRetraction? Retraction) EventAt(NpgsqlDataReader row)
    {
        var (source, position, kind) = (EventSources.NameOf(row.GetInt16(1)), row.GetInt64(2), FigureCatalog.Kind(row.GetInt16(3)));
        var retraction = row.IsDBNull(8) ? null : new EntryRetraction(
            row.GetFieldValue<DateTimeOffset>(8), row.IsDBNull(9) ? null : row.GetString(9), row.IsDBNull(10) ? null : Enum.Parse<RetractionReason>(row.GetString(10)), row.IsDBNull(11) ? null : row.GetGuid(11));
        return (new CountedEvent(
            row.GetGuid(0), source, position, $"{kind.Stream}/{(row.IsDBNull(5) ? row.GetString(4) : row.GetGuid(5))}", row.GetFieldValue<DateOnly>(6),
            row.GetFieldValue<DateTimeOffset>(7), row.GetDecimal(12), $"/events?after={position - 1}&limit=1"), retraction);
    }
}

/// <summary>The events of a figure at a moment.</summary>
/// <param name="Value">What the counted ones add up to.</param>
/// <param name="Counted">Those that it counts; one may be retracted since.</param>
/// <param name="Missed">Those that it nearly counts.</param>
public sealed record CellEvents(
    decimal Value, EvidencePage<(CountedEvent Event, EntryRetraction? Retraction)> Counted, EvidencePage<(CountedEvent Event, NearMissReason Reason, EntryRetraction? Retraction)> Missed);
