using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Imizu.Contracts.Reading;
using Imizu.Contracts.Reports;

namespace Imizu.Cli.Reporting;

/// <summary>A report, or the events behind a figure, as CSV that Excel opens: with a byte order mark, and with no text that it would take for a formula.</summary>
internal static class ReportCsv
{
    private const string ByteOrderMark = "\uFEFF";

    private static readonly CsvConfiguration ForExcel = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape };

    /// <summary>A line for each figure.</summary>
    public static string Of(AnnualReport report) => Written(
        ["キー", "節", "表", "事業", "項目", "値", "単位", "計画", "評価", "評価の理由"],
        from section in report.Sections
        from block in section.Blocks
        from row in block.Rows.Concat(block.Notes)
        from cell in row.Cells
        select new object?[]
        {
            cell.Key, $"{section.Number} {section.Name}", block.Heading, row.Group, string.Join(' ', new[] { row.Label, cell.Name }.Where(part => !string.IsNullOrEmpty(part))),
            cell.Value, cell.Unit, cell.Target, cell.Evaluation, cell.EvaluationReason,
        });

    /// <summary>A line for each event.</summary>
    public static string Of(CellEvidence evidence) => Written(
        ["数えたか", "実施日", "記録日時", "記録", "ID", "記録元", "位置", "重み"],
        evidence.Counted.Items.Select(counted => Line("数えた", counted)).Concat(evidence.NearMisses.Items.Select(miss => Line(miss.Because, miss.Event))));

    private static object?[] Line(string counted, CountedEvent of) =>
        [counted, $"{of.On:yyyy-MM-dd}", $"{of.Recorded.ToOffset(JapaneseMoment.Offset):yyyy-MM-dd HH:mm:ss}", of.Stream, of.Id, of.Source, of.Position, of.Weight];

    private static string Written(IEnumerable<string> headings, IEnumerable<object?[]> lines)
    {
        using var text = new StringWriter();
        using (var csv = new CsvWriter(text, ForExcel))
        {
            foreach (var line in lines.Prepend([.. headings]))
            {
                foreach (var field in line)
                {
                    csv.WriteField(field);
                }
                csv.NextRecord();
            }
        }
        return ByteOrderMark + text;
    }
}
