using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Imizu.Contracts.Reading;
using Imizu.Contracts.Reports;

namespace Imizu.Projection.Report;

/// <summary>A report, or the events behind a figure, as CSV that Excel opens: with a byte order mark, and with no text that it would take for a formula.</summary>
internal static class ReportCsv
{
    private static readonly CsvConfiguration ForExcel = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape };

    /// <summary>A line for each figure.</summary>
    public static byte[] Of(AnnualReport report) => Written(ReportLines.Headings, report.Sections.SelectMany(ReportLines.Of));

    /// <summary>A line for each event.</summary>
    public static byte[] Of(CellEvidence evidence) => Written(
        ["数えたか", "実施日", "記録日時", "記録", "ID", "記録元", "位置", "重み"],
        evidence.Counted.Items.Select(counted => Line("数えた", counted)).Concat(evidence.NearMisses.Items.Select(miss => Line(miss.Because, miss.Event))));

    /// <summary>A line for each figure, with a column for each year.</summary>
    public static byte[] Of(Trend trend) => Written(
        ["キー", "項目", "単位", .. trend.Years.Select(year => $"{year}")],
        trend.Cells.Select(cell => (object?[])[cell.Key, cell.Words, cell.Unit, .. cell.Values.Cast<object?>()]));

    private static object?[] Line(string counted, CountedEvent of) =>
        [counted, $"{of.On:yyyy-MM-dd}", $"{of.Recorded.ToOffset(JapaneseMoment.Offset):yyyy-MM-dd HH:mm:ss}", of.Stream, of.Id, of.Source, of.Position, of.Weight];

    private static byte[] Written(IEnumerable<string> headings, IEnumerable<object?[]> lines)
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
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }
}
