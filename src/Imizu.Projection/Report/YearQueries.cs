using Imizu.Projection.Facts;

namespace Imizu.Projection.Report;

/// <summary>
/// The questions that a year's report asks of the facts. Parameters: <c>@year</c>, its first and last day <c>@start</c> and <c>@end</c>,
/// and <c>@asof</c>, a moment or null for now.
/// </summary>
internal sealed class YearQueries(int generation)
{
    public int Generation => generation;

    /// <summary>The facts that stand at the moment asked for.</summary>
    private string Facts => $"""
        standing as not materialized (
            select * from {FactTable.Name(generation)}
            where case when @asof::timestamptz is null then retracted is null
                       else recorded <= @asof and (retracted is null or retracted > @asof) end)
        """;

    /// <summary>Every case that was ever in support by the end of the year: when it started, and when it was concluded.</summary>
    private string Supported => $"""
        {Facts},
        started as (select subject, min(occurred) as day from standing where figure = {(short)Figure.SupportStarted} and occurred <= @end group by subject),
        concluded as (select subject, min(occurred) as day from standing where figure = {(short)Figure.SupportConcluded} and occurred <= @end group by subject),
        supported as (select subject, started.day as started, concluded.day as concluded from started left join concluded using (subject))
        """;

    public string Sums => $"""
        with {Facts}
        select figure, dimension, sum(weight) from standing where fiscal_year = @year group by figure, dimension
        """;

    public string PartnerCases => $"""
        with {Facts}
        select dimension, count(distinct subject)::int from standing
        where fiscal_year = @year and figure = {(short)Figure.PartnerEngaged} group by dimension
        """;

    public string Support => $"""
        with {Supported}
        select count(*) filter (where started < @start and coalesce(concluded >= @start, true))::int,
               count(*) filter (where started >= @start)::int,
               count(*) filter (where concluded >= @start)::int,
               count(*) filter (where concluded is null)::int,
               (select count(*)::int from standing received
                where figure = {(short)Figure.CaseReceived} and fiscal_year = @year and not exists (
                    select from standing planned
                    where figure = {(short)Figure.PlanCreated} and occurred <= @end and planned.subject = received.subject))
        from supported
        """;

    /// <summary>A case whose household nobody classified in time is of another type: the types add up to the cases, whatever happens.</summary>
    public string Households => $"""
        with {Supported},
        classified as (
            select distinct on (subject) subject, dimension from standing
            where figure = {(short)Figure.HouseholdClassified} and occurred <= @end order by subject, occurred desc, position desc)
        select coalesce(dimension, 'Other'), count(*)::int
        from supported left join classified using (subject)
        where started >= @start or coalesce(concluded >= @start, true)
        group by 1
        """;

    public string Tallies => $"""
        with {Facts}
        select distinct on (source, dimension, occurred) source, dimension, occurred, weight from standing
        where figure = {(short)Figure.MeasureTallied} and fiscal_year = @year
        order by source, dimension, occurred, position desc
        """;

    /// <summary>What registers say is read whatever its day, for a programme may be registered after it has counted; the rest is of the year.</summary>
    public string Worded => $"""
        with {Facts}
        select figure, source, dimension, subject, occurred, words::text from standing
        where words is not null and (fiscal_year = @year or figure in ({string.Join(", ", FactChanges.Registers.Select(figure => (short)figure))}))
        order by occurred, source, position
        """;

    /// <summary>How far the live facts are: a row for each source, or one where none has anything yet.</summary>
    public static string Standing => $"""
        select live, ({FactChanges.UpToYear}), head.id, (head.data ->> 'position')::bigint
        from journal.generation left join journal.mt_doc_journalhead head on true order by head.id
        """;
}
