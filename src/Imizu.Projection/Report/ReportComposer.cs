using System.Text.RegularExpressions;
using Imizu.Contracts;
using Imizu.Contracts.FiscalYears;
using Imizu.Contracts.Reading;
using Imizu.Contracts.Reports;
using Imizu.Projection.Figures;
using Imizu.Projection.FiscalYears;

namespace Imizu.Projection.Report;

/// <summary>Composes a report in a form from a year's figures, targets and texts. Pure: it counts nothing itself.</summary>
public sealed partial class ReportComposer
{
    private static readonly IReadOnlyDictionary<string, string> NoWords = new Dictionary<string, string>();

    private readonly YearFigures _figures;
    private readonly FiscalYearPlan _plan;

    private ReportComposer(YearFigures figures, FiscalYearPlan plan) => (_figures, _plan) = (figures, plan);

    /// <param name="form">The form.</param>
    /// <param name="figures">The year's figures.</param>
    /// <param name="plan">Its targets and texts.</param>
    /// <param name="asOf">The moment that the figures are of; null for now.</param>
    public static AnnualReport Compose(ReportForm form, YearFigures figures, FiscalYearPlan plan, DateTimeOffset? asOf = null)
    {
        var composer = new ReportComposer(figures, plan);
        return new AnnualReport(
            figures.Year.Year, figures.Year.Era, figures.Year.StartsOn, figures.Year.EndsOn, form.Key,
            form.Title.Replace("{era}", FullWidth.WithWideDigits(figures.Year.Era), StringComparison.Ordinal), asOf, [.. form.Sections!.Select(composer.Section)], figures.Standing.Sources);
    }

    private ReportSection Section(FormSection section) => new(
        section.Key, section.Number, section.Name, Commentary(section.Policy), Commentary(section.Goal),
        [.. section.Blocks.SelectMany(Blocks).Where(block => block.Texts.Count + block.Rows.Count + block.Notes.Count > 0)]);

    private IEnumerable<ReportBlock> Blocks(FormBlock block) => block.Each is { } list
        ? TextLists.Of(list, _figures).Select((words, n) => Block(block, words) with { Key = $"{block.Key}-{n + 1}" })
        : [Block(block, NoWords)];

    private ReportBlock Block(FormBlock block, IReadOnlyDictionary<string, string> words) => new(
        block.Key, Filled(block.Heading, words), block.Style, block.Caption, Texts(block.Texts, words),
        [.. block.Figure is { } key ? TableRows(FigureCatalog.Figure(key)!, block) : [], .. Rows(block.Rows, words)],
        [.. Rows(block.Notes, words)]);

    private IEnumerable<ReportRow> Rows(IReadOnlyList<FormRow>? rows, IReadOnlyDictionary<string, string> words)
    {
        foreach (var row in rows ?? [])
        {
            ReportCell[] cells = [.. (row.Cells ?? []).Select(cell => Cell(cell, words))];
            var label = row.Commentary is { } part ? Commentary(part) : Filled(row.Label, words);
            if (label is not null && !(row.UnlessZero && cells.All(cell => cell.Value == 0)))
            {
                yield return new ReportRow(label, cells, Group: null, row.Remark, Texts(row.Texts, words));
            }
        }
    }

    private ReportCell Cell(FormCell cell, IReadOnlyDictionary<string, string> words)
    {
        var key = Filled(cell.Key, words);
        var value = _figures.Value(key);
        decimal? target = cell.Target is { } indicator && _plan.Targets.TryGetValue(indicator, out var set) ? set : null;
        var overridden = cell.Target is { } of ? _plan.Overrides.GetValueOrDefault(of) : null;
        var evaluation = overridden?.Evaluation ?? (target is null ? Evaluation.NotEvaluated : value >= target ? Evaluation.Reached : Evaluation.NotReached);
        return new ReportCell(
            key, value, cell.Unit ?? FigureCatalog.Cell(key)!.Value.Figure.Unit, cell.Name is { } name ? Filled(name, words) : null, target,
            cell.Target is null ? null : evaluation.Word(), overridden?.Reason);
    }

    /// <summary>The rows of a figure's table: those that are always there, or those of a register in which something is counted; and the total.</summary>
    private IEnumerable<ReportRow> TableRows(Figure figure, FormBlock block)
    {
        ReportRow Row(string? key, string label, string? group = null, string? unit = null) => new(
            key is not null && block.Words?.GetValueOrDefault(key) is { } word ? word : label,
            [new ReportCell(key is null ? figure.Key : figure.RowKey(key), _figures.Value(key is null ? figure.Key : figure.RowKey(key)), unit ?? figure.Unit)], group, Remark: null, Texts: []);

        var rows = figure.Rows!;
        foreach (var row in rows.Fixed)
        {
            yield return Row(row.Key, row.Word);
        }
        if (rows.Entries is { } entries)
        {
            var register = entries(_figures);
            foreach (var (key, entry) in _figures.RowsOf(figure).Select(key => (key, Entry: register.GetValueOrDefault(key) ?? rows.Unlisted?.Invoke(key)))
                .Where(row => row.Entry is not null && (block.Table is null || row.Entry.Table == block.Table))
                .OrderBy(row => row.Entry!.Order).ThenBy(row => row.Entry!.Label, StringComparer.Ordinal))
            {
                yield return Row(key, entry!.Label, entry.Group, entry.Unit);
            }
        }
        if (block.Total is { } total)
        {
            yield return Row(key: null, total);
        }
    }

    private IReadOnlyList<NamedText> Texts(IReadOnlyList<FormText>? texts, IReadOnlyDictionary<string, string> words) => [.. (texts ?? []).SelectMany(text =>
        (text.Each is { } list ? TextLists.Of(list, _figures).Select(of => Filled(text.Text!, of))
            : text.Commentary is { } part ? [Commentary(part)]
            : (IEnumerable<string?>)[Filled(text.Text!, words)])
        .OfType<string>().Select(line => new NamedText(text.Name, line)))];

    private string? Commentary(CommentaryPart? part) => part is { } known ? _plan.Text(known) : null;

    /// <summary>A text with the words of an entry in place of their names in braces.</summary>
    private static string Filled(string text, IReadOnlyDictionary<string, string> words) =>
        words.Count == 0 ? text : InBraces().Replace(text, name => words.GetValueOrDefault(name.Groups[1].Value, name.Value));

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex InBraces();
}
