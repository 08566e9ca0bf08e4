using System.Globalization;
using Imizu.Contracts.Reports;
using Imizu.Projection.Figures;
using Imizu.Projection.Report;

namespace Imizu.Projection.Editions;

/// <summary>Compares two editions of a year: figures by their keys, the rest line by line.</summary>
public static class EditionComparison
{
    /// <param name="was">The one.</param>
    /// <param name="now">The other.</param>
    /// <param name="naming">Who is asked in turn what a row is called that records name.</param>
    public static EditionDifferences Of(Edition was, Edition now, params IReadOnlyList<YearFigures> naming)
    {
        var (before, after) = (was.Cells(), now.Cells());
        var (linesBefore, linesAfter) = (Lines(was), Lines(now));
        return new EditionDifferences(
            was.Number, now.Number,
            [.. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal).Where(key => before.GetValueOrDefault(key) != after.GetValueOrDefault(key))
                .Select(key => Cell(key, naming, before.GetValueOrDefault(key), after.GetValueOrDefault(key)))],
            [.. linesBefore.Select(block => block.Key).Union(linesAfter.Select(block => block.Key))
                .Where(place => !linesBefore[place].SequenceEqual(linesAfter[place]))
                .Select(place => new TextDifference(place, [.. linesBefore[place].Except(linesAfter[place])], [.. linesAfter[place].Except(linesBefore[place])]))
                // A form that is laid out as another says it once more.
                .DistinctBy(text => (text.Place[text.Place.IndexOf('/')..], string.Join('\n', text.From), string.Join('\n', text.To)))]);
    }

    private static CellChange Cell(string key, IReadOnlyList<YearFigures> naming, decimal from, decimal to)
    {
        // A figure may be none any more.
        var (words, unit) = FigureCatalog.Cell(key) is var (figure, row) ? YearFigures.Described(figure, row, naming) : (key, "");
        return new(key, words, unit, from, to, []);
    }

    /// <summary>All that is printed but the figures, by form, section and block.</summary>
    private static ILookup<string, string> Lines(Edition edition) => (
        from form in edition.Forms
        from section in form.Sections
        from line in Words($"{form.Form}/{section.Key}", section.Number, section.Name, section.Policy, section.Goal)
            .Concat(section.Blocks.SelectMany(block => Block($"{form.Form}/{section.Key}/{block.Key}", block)))
        select line).ToLookup(line => line.Place, line => line.Line);

    private static IEnumerable<(string Place, string Line)> Block(string place, ReportBlock block) =>
    [
        .. Words(place, block.Heading, block.Caption),
        .. block.Texts.SelectMany(text => Words(place, text.Name, text.Text)),
        .. block.Rows.Concat(block.Notes).SelectMany(row => Words(place, row.Group, row.Label, row.Remark)
            .Concat(row.Texts.SelectMany(text => Words(place, text.Name, text.Text)))
            .Concat(row.Cells.Where(cell => cell.Evaluation is not null).SelectMany(cell => Words(
                place, row.Label, cell.Target?.ToString("計画 0.####", CultureInfo.InvariantCulture), $"評価 {cell.Evaluation}", cell.EvaluationReason)))),
    ];

    /// <summary>A line of those words that there are.</summary>
    private static IEnumerable<(string Place, string Line)> Words(string place, params IEnumerable<string?> words) =>
        string.Join('　', words.Where(word => !string.IsNullOrEmpty(word))) is { Length: > 0 } line ? [(place, line)] : [];
}
