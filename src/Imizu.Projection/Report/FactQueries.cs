using Imizu.Contracts.Reading;
using Imizu.Projection.Facts;
using Imizu.Projection.Figures;

namespace Imizu.Projection.Report;

/// <summary>The SQL of figures.</summary>
internal static class FactQueries
{
    /// <summary>The figures that <see cref="CellsOfYear"/> and <see cref="CellsAcrossYears"/> count, by the number that they give them.</summary>
    public static IReadOnlyList<Figure> Counted { get; } = [.. FigureCatalog.All.Where(figure => figure.Rule is Counting)];

    /// <summary>How far the live facts are: a row for each source, or one where none has anything yet.</summary>
    public static string Progress => $"""
        select live, ({FactChanges.UpToYear}), head.id, (head.data ->> 'position')::bigint
        from journal.generation left join journal.mt_doc_journalhead head on true order by head.id
        """;

    /// <summary>The SQL that a fact stands at the moment asked for.</summary>
    public static string IsStanding { get; } = $"""
        (weight < {JapaneseNumber.Beyond} and case when @asof::timestamptz is null then retracted is null
            else recorded <= @asof and (retracted is null or retracted > @asof) end)
        """;

    // By what sums are added up.
    private const string Added = "figure, dimension, items";

    private static readonly string Sums = Counting.Of(Counted.Select(figure => figure.Rule).OfType<Counting>().Where(rule => rule.IsSum).SelectMany(rule => rule.Kinds).Distinct());

    /// <summary>Which of some facts stand at the moment asked for (<c>@asof</c>; null for now), and which of these are of the year.</summary>
    public static string Standing(string facts) => $"""
        {OnlyStanding(facts)}, of_year as not materialized (select * from standing where fiscal_year = @year)
        """;

    private static string OnlyStanding(string facts) => $"standing as not materialized (select * from {facts} where {IsStanding})";

    /// <summary>The SQL of a fact's row where its figure has none.</summary>
    private const string NoRow = "''::text";

    /// <summary>The facts that a figure counts.</summary>
    public static string Of(Figure figure)
    {
        var rule = (Counting)figure.Rule;
        var counted = rule.Counted(figure.Rows?.ColumnOf ?? NoRow);
        return rule.IsAcrossYears ? $"with history as not materialized (select * from standing where {Counting.Of(rule.Kinds.Concat(rule.Deciding))} and occurred <= @end) {counted}" : counted;
    }

    /// <summary>A number as far as it can be read, whatever an earlier build has let in.</summary>
    public static string Readable(string number) => $"trim_scale(round({number}, 6))";

    /// <summary>What the rows of the figures add up to that read the year alone. What sums are of is read once for all of them, and added up by month.</summary>
    public static string CellsOfYear(int generation) => $"""
        with {OnlyStanding(FactTable.Name(generation))}, of_year as materialized (
            select {Added}, date_trunc('month', occurred::timestamp)::date as occurred, sum(weight) as weight from standing where {Sums} and fiscal_year = @year group by 1, 2, 3, 4)
        {Cells(rule => !rule.IsAcrossYears)}
        """;

    /// <summary>What the rows of the figures add up to that read earlier years too.</summary>
    public static string CellsAcrossYears(int generation) => $"with {OnlyStanding(FactTable.Name(generation))} {Cells(rule => rule.IsAcrossYears)}";

    private static string Cells(Func<Counting, bool> which) => string.Join(" union all ", Counted.Index().Where(of => which((Counting)of.Item.Rule))
        .Select(of => $"select {of.Index}, cell, {Readable("sum(counts)")} from ({Of(of.Item)}) counted group by cell"));

    /// <summary>Registers are read regardless of the day, because a programme may be registered after its first tally; all others belong to the year.</summary>
    public static string Texts(int generation) => $"""
        with {Standing(FactTable.Name(generation))}
        select figure, dimension, subject, occurred, words::text from standing
        where words is not null and {Counting.Of(FigureCatalog.Kinds)} and (fiscal_year = @year or {Counting.Of(FigureCatalog.Kinds.Where(kind => kind.IsRegister))})
        order by occurred, source, {Counting.Place}
        """;
}
