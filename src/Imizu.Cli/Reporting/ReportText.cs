using System.Globalization;
using Imizu.Contracts.Reports;

namespace Imizu.Cli.Reporting;

/// <summary>A report as text, in the order and with the headings of its form.</summary>
public static class ReportText
{
    private const string Indent = "  ";

    public static string Of(AnnualReport report)
    {
        IEnumerable<string> lines =
        [
            report.Title,
            $"（{Day(report.StartsOn)}～{Day(report.EndsOn)}）",
            .. report.Edition is { } edition ? [edition] : Array.Empty<string>(),
            .. report.AsOf is { } moment ? [$"（{moment:yyyy-MM-dd HH:mm:ss zzz} 時点の記録による）"] : Array.Empty<string>(),
            .. report.WithheldBelow is { } below ? [$"（{ReportCell.Withheld}は、{below}未満の数と、そこから{below}未満の数が分かる数を伏せたもの）"] : Array.Empty<string>(),
            .. report.Sections.SelectMany(Section),
        ];
        return string.Join(Environment.NewLine, lines) + Environment.NewLine;
    }

    /// <summary>A figure with its unit.</summary>
    public static string Number(decimal? value, string unit) => value is { } told ? told.ToString("#,0.####", CultureInfo.InvariantCulture) + unit : ReportCell.Withheld;

    private static IEnumerable<string> Section(ReportSection section) =>
    [
        "",
        $"{section.Number} {section.Name}",
        .. section.Policy is { } policy ? [$"{Indent}方針　{policy}"] : Array.Empty<string>(),
        .. section.Goal is { } goal ? [$"{Indent}目標　{goal}"] : Array.Empty<string>(),
        .. section.Blocks.SelectMany(block => Block(block).Select(line => Indent + Indent + line).Prepend($"{Indent}【{block.Heading}】")),
    ];

    private static IEnumerable<string> Block(ReportBlock block) =>
    [
        .. block.Texts.Select((text, n) => block.Style == BlockStyle.Numbered ? $"{n + 1}. {text.Text}" : Named(text)),
        .. block.Caption is { } caption ? [caption] : Array.Empty<string>(),
        .. Rows(block).Select(line => block.Caption is null ? line : Indent + line),
        .. block.Notes.Select(note => $"※ {string.Join(' ', note.Cells.Select(Number).Prepend(note.Label))}"),
    ];

    private static IEnumerable<string> Rows(ReportBlock block) => block.Style switch
    {
        BlockStyle.Indicators => TextTable.Lines("lrrl", block.Rows
            .Select(row => new[] { row.Label, Number(row.Cells[0]), row.Cells[0].Target is { } target ? Number(target, row.Cells[0].Unit) : "－", Evaluation(row.Cells[0]) })
            .Prepend(["", "実績", "計画", "評価"])),
        BlockStyle.Fields => TextTable.Lines("llrl", block.Rows.Select(row => new[] { row.Group ?? "", row.Label, Number(row.Cells[0].Value, ""), row.Cells[0].Unit })),
        BlockStyle.Sentences => block.Rows.SelectMany(Sentence),
        _ => TextTable.Lines("lr", block.Rows.Select(row => new[] { row.Label, Number(row.Cells[0]) })),
    };

    private static IEnumerable<string> Sentence(ReportRow row) =>
    [
        string.Join('　', row.Cells.Select(cell => $"{cell.Name} {Number(cell)}").Prepend(row.Label).Append(row.Remark).Where(part => !string.IsNullOrEmpty(part))),
        .. row.Texts.Select(text => Indent + Named(text)),
    ];

    private static string Named(NamedText text) => text.Name is { } name ? $"{name}　{text.Text}" : text.Text;

    private static string Number(ReportCell cell) => Number(cell.Value, cell.Unit);

    private static string Evaluation(ReportCell cell) => cell.EvaluationReason is { } reason ? $"{cell.Evaluation}（{reason}）" : cell.Evaluation ?? "";

    private static string Day(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";
}
