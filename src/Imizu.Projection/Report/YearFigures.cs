using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.Projection.Facts;

namespace Imizu.Projection.Report;

/// <summary>All that is counted for one fiscal year, as of one moment.</summary>
/// <param name="Sums">What each figure's weights add up to, under each dimension.</param>
/// <param name="PartnerCases">How many cases each partner took part in, by its code: a case counts once, however often.</param>
public sealed record YearFigures(
    FiscalYear Year,
    FactsStanding Standing,
    IReadOnlyDictionary<(Figure Figure, string Dimension), decimal> Sums,
    IReadOnlyDictionary<string, int> PartnerCases,
    SupportFigures Support,
    IReadOnlyDictionary<string, int> Households,
    IReadOnlyList<Tally> Tallies,
    IReadOnlyList<WordedFact> Worded)
{
    /// <summary>The sum of a figure's weights under one dimension.</summary>
    public int Count(Figure figure, string dimension = "") => (int)Sums.GetValueOrDefault((figure, dimension));

    /// <summary>The dimensions under which a figure counts anything.</summary>
    public IEnumerable<string> Dimensions(Figure figure) => Sums.Keys.Where(key => key.Figure == figure).Select(key => key.Dimension);

    /// <summary>A register as it stood at the year's end: of each entry the latest text by then, or its first if there was none yet.</summary>
    public IReadOnlyDictionary<(string Source, string Code), T> Register<T>(Figure figure) => Told<T>(figure)
        .GroupBy(told => (told.Fact.Source, told.Fact.Dimension))
        .ToDictionary(entry => entry.Key, entry => (entry.LastOrDefault(told => told.Fact.On <= Year.EndsOn) is { Fact: not null } standing ? standing : entry.First()).Words);

    /// <summary>What the events of one kind say in words, in the order of the days.</summary>
    public IEnumerable<(WordedFact Fact, T Words)> Told<T>(Figure figure) =>
        Worded.Where(fact => fact.Figure == figure).Select(fact => (fact, fact.Words.Deserialize<T>(ContractJson.Options)!));
}

/// <summary>How far the facts are that a year's figures rest on.</summary>
/// <param name="Generation">Which facts.</param>
/// <param name="Changes">How often something changed that the year's figures rest on.</param>
/// <param name="Sources">Up to where each source's events are counted in.</param>
public sealed record FactsStanding(int Generation, long Changes, IReadOnlyList<SourcePosition> Sources)
{
    /// <summary>Whether all is counted that another has.</summary>
    public bool Covers(FactsStanding other) => Generation == other.Generation && Changes >= other.Changes;
}

/// <summary>Cases by where they stand: brought forward + started = concluded + continuing.</summary>
/// <param name="BroughtForward">In support at the beginning of 1 April.</param>
/// <param name="Continuing">In support at the end of 31 March.</param>
/// <param name="WithoutPlan">Received in the year, no plan by 31 March.</param>
public sealed record SupportFigures(int BroughtForward, int Started, int Concluded, int Continuing, int WithoutPlan);

/// <summary>A field programme's number for the period that ends on a day; the one sent last.</summary>
public sealed record Tally(string Source, string Code, DateOnly To, decimal Value);

/// <summary>A fact that the report prints words of.</summary>
public sealed record WordedFact(Figure Figure, string Source, string Dimension, Guid? Subject, DateOnly On, JsonElement Words);
