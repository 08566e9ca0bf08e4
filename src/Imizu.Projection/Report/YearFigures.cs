using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.Projection.Figures;

namespace Imizu.Projection.Report;

/// <summary>The figures of one fiscal year as of one moment.</summary>
/// <param name="Cells">Every figure that is not 0, by its key.</param>
/// <param name="Texts">What the report prints as text, ordered by day.</param>
public sealed record YearFigures(
    FiscalYear Year, FactsStanding Standing, IReadOnlyDictionary<string, decimal> Cells, IReadOnlyList<TextFact> Texts)
{
    /// <summary>The figure under a key.</summary>
    public decimal Value(string key) => Cells.GetValueOrDefault(key);

    /// <summary>The rows of a figure in which something is counted.</summary>
    public IEnumerable<string> RowsOf(Figure figure) =>
        Cells.Keys.Where(key => key.Length > figure.Key.Length && key[figure.Key.Length] == '/' && key.StartsWith(figure.Key, StringComparison.Ordinal)).Select(key => key[(figure.Key.Length + 1)..]);

    /// <summary>A register at the end of the year: the latest entry by then, or its first one where there was none yet.</summary>
    public IReadOnlyDictionary<string, T> Register<T>(FactKind register) => TextsOf<T>(register)
        .GroupBy(text => text.Fact.Row)
        .ToDictionary(entry => entry.Key, entry => (entry.LastOrDefault(text => text.Fact.On <= Year.EndsOn) is { Fact: not null } standing ? standing : entry.First()).Text);

    /// <summary>What a figure, or a row of it, counts in Japanese, and its unit: where records name the row, as the first of these has it that has one.</summary>
    public static (string Words, string Unit) Described(Figure figure, string? row, params IEnumerable<YearFigures> naming) =>
        figure.IsNamedByRecords(row) && naming.Select(figures => figure.Rows!.Entries!(figures).GetValueOrDefault(row!)).FirstOrDefault(entry => entry is not null) is { } entry
            ? (string.Join('　', new[] { figure.Words, entry.Group, entry.Label }.Where(word => !string.IsNullOrEmpty(word))), entry.Unit ?? figure.Unit)
            : (figure.WordsOf(row), figure.Unit);

    /// <summary>The facts of a kind with the events that they are of, ordered by day.</summary>
    public IEnumerable<(TextFact Fact, T Text)> TextsOf<T>(FactKind kind) =>
        Texts.Where(fact => fact.Kind == kind).Select(fact => (fact, fact.Text.Deserialize<T>(ContractJson.Options)!));
}

/// <summary>The version of the facts that figures were computed from.</summary>
/// <param name="Generation">Which facts.</param>
/// <param name="Changes">How often something changed that the year's figures rest on.</param>
/// <param name="Sources">Up to where each source's events are counted in.</param>
public sealed record FactsStanding(int Generation, long Changes, IReadOnlyList<SourcePosition> Sources)
{
    /// <summary>Whether all is counted that another has.</summary>
    public bool Covers(FactsStanding other) => Generation == other.Generation && Changes >= other.Changes;
}

/// <summary>A fact that the report prints as text.</summary>
public sealed record TextFact(FactKind Kind, string Row, Guid? Subject, DateOnly On, JsonElement Text);
