using Imizu.Contracts.Reports;

namespace Imizu.Projection.Figures;

/// <summary>Everything of the year, by its weight.</summary>
public sealed record Sum(FactKind Kind, string Words = "実施日が年度内にある記録を数える。") : Counting(Words, Kind)
{
    public override bool IsSum => true;

    public override string Counted(string row) => $"select *, {row} as cell, weight as counts from of_year where {Of(Kind)}";
}

/// <summary>Everything of the year, by its weight, in the row of each of its items.</summary>
public sealed record SumOfItems(FactKind Kind, string Words) : Counting(Words, Kind)
{
    public override bool IsSum => true;

    public override string Counted(string row) =>
        $"select *, {row} as cell, weight as counts from (select *, string_to_table(items, '{Fact.Separator}') as {Rows.Item} from of_year where {Of(Kind)}) fact";

    public override string IsOfRow(string row) => $"@row = any(string_to_array(items, '{Fact.Separator}'))";
}

/// <summary>Each case or project once in the year and row, however often.</summary>
/// <param name="Kind">What is counted.</param>
/// <param name="Once">The column of what counts once: <c>subject</c>, <c>dimension</c>.</param>
/// <param name="Words">The rule in Japanese.</param>
public sealed record Distinct(FactKind Kind, string Once, string Words) : Counting(Words, Kind)
{
    public override string Counted(string row) => $"""
        select distinct on ({row}, {Once}) *, {row} as cell, 1::numeric as counts from standing
        where {Of(Kind)} and {OfTheYear} order by {row}, {Once}, occurred, source, {Place}
        """;
}

/// <summary>What has begun and not ended, before the year or at its end.</summary>
public sealed record InPlace(FactKind[] Begins, FactKind Ends, bool BeforeTheYear, string Words) : Counting(Words, Begins)
{
    private string Day => BeforeTheYear ? "occurred < @start" : "occurred <= @end";

    public override IReadOnlyList<FactKind> Deciding => [Ends];

    public override bool IsAcrossYears => true;

    public override string Candidates => Day;

    public override NearMissReason Otherwise => NearMissReason.EndedBefore;

    public override string Counted(string row) => $"""
        select distinct on (subject) began.*, {row} as cell, 1::numeric as counts
        from history began join ({Open(Begins, Ends, Day, Day)}) still using (subject)
        where {Of(Begins)} and {Day} order by subject, occurred desc, {Place} desc
        """;

    /// <summary>The subjects that began more often than they ended.</summary>
    public static string Open(FactKind[] begins, FactKind ends, string begunBy, string endedBy) => $"""
        select subject from history where ({Of(begins)} and {begunBy}) or ({Of(ends)} and {endedBy}) group by subject
        having count(*) filter (where {Of(begins)}) > count(*) filter (where {Of(ends)})
        """;
}

/// <summary>Each case in support in the year, under its latest classification by 31 March; without one under the type of others.</summary>
public sealed record LatestOfSupported(FactKind Classified, FactKind Started, FactKind Concluded, string Others, string Words) : Counting(Words, Classified)
{
    public override IReadOnlyList<FactKind> Deciding => [Started, Concluded];

    public override bool IsAcrossYears => true;

    public override bool IsAcrossRows => true;

    public override NearMissReason Otherwise => NearMissReason.Superseded;

    public override NearMissReason OtherwiseOfNothingCounted => NearMissReason.NotInSupport;

    // A case may have been classified in an earlier year.
    public override string Candidates => $"({OfTheYear} or occurred < @start and subject in (select subject from counted))";

    public override string Counted(string row) => $"""
        select distinct on (subject) fact.*, case when {Of(Classified)} then {row} else '{Others}' end as cell, 1::numeric as counts
        from history fact join ({InPlace.Open([Started], Concluded, "occurred <= @end", "occurred < @start")}) supported using (subject)
        where {Of(Classified, Started)}
        order by subject, {Of(Classified)} desc, occurred desc, {Place} desc
        """;
}

/// <summary>What was received in the year and had nothing that should follow by 31 March.</summary>
public sealed record Without(FactKind Received, FactKind Followed, string Words) : Counting(Words, Received)
{
    public override IReadOnlyList<FactKind> Deciding => [Followed];

    public override bool IsAcrossYears => true;

    public override string TooLate => $"{Of(Followed)} and occurred > @end and subject in (select subject from counted)";

    public override NearMissReason Otherwise => NearMissReason.PlannedInTime;

    public override string Counted(string row) => $"""
        select *, {row} as cell, weight as counts from history
        where {Of(Received)} and {OfTheYear} and subject not in (select subject from history where {Of(Followed)})
        """;
}

/// <summary>
/// Numbers for periods: sent again for a period, a number replaces the earlier one; a flow's periods are added up, of a stock or a ratio the latest stands.
/// </summary>
public sealed record Tallied(FactKind Tallies, FactKind Registered, string Words) : Counting(Words, Tallies)
{
    public override IReadOnlyList<FactKind> Deciding => [Registered];

    public override NearMissReason Otherwise => NearMissReason.Superseded;

    public override string Counted(string row) => $"""
        select tally.*, {row} as cell, weight as counts
        from ({OfPeriods}) tally join ({RegisteredAs}) registered using (dimension)
        where kind = 'flow' or not exists (select from ({OfPeriods}) later where later.dimension = tally.dimension and later.occurred > tally.occurred)
        """;

    /// <summary>The number that stands for each period: the one that its source sent last.</summary>
    private string OfPeriods => $"""
        select distinct on (dimension, occurred) * from (
            select distinct on (source, dimension, occurred) * from standing
            where {Of(Tallies)} and {OfTheYear} order by source, dimension, occurred, {Place} desc) of_source
        order by dimension, occurred, recorded desc
        """;

    /// <summary>What each measure was registered as by the end of the year, or first where it was registered later.</summary>
    private string RegisteredAs => $"""
        select distinct on (dimension) dimension, words ->> 'kind' as kind from standing where {Of(Registered)}
        order by dimension, occurred > @end, abs(@end - occurred), case when occurred > @end then {Place} else -{Place} end
        """;
}
