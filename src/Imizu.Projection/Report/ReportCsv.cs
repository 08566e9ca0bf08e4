using Imizu.Contracts.Reading;
using Imizu.Contracts.Reports;
using Imizu.Sheets;

namespace Imizu.Projection.Report;

/// <summary>A report, or the events behind a figure, as CSV.</summary>
internal static class ReportCsv
{
    /// <summary>A line for each figure.</summary>
    public static byte[] Of(AnnualReport report) => CsvFile.Of(ReportLines.Headings, report.Sections.SelectMany(ReportLines.Of));

    /// <summary>A line for each event.</summary>
    public static byte[] Of(CellEvidence evidence) => CsvFile.Of(
        ["数えたか", "実施日", "記録日時", "記録", "ID", "記録元", "位置", "重み"],
        evidence.Counted.Items.Select(counted => Line("数えた", counted)).Concat(evidence.NearMisses.Items.Select(miss => Line(miss.Because, miss.Event))));

    /// <summary>A line for each figure, with a column for each year.</summary>
    public static byte[] Of(Trend trend) => CsvFile.Of(
        ["キー", "項目", "単位", .. trend.Years.Select(year => $"{year}")],
        trend.Cells.Select(cell => (object?[])[cell.Key, cell.Words, cell.Unit, .. cell.Values.Cast<object?>()]));

    private static object?[] Line(string counted, CountedEvent of) =>
        [counted, $"{of.On:yyyy-MM-dd}", $"{of.Recorded.ToOffset(JapaneseMoment.Offset):yyyy-MM-dd HH:mm:ss}", of.Stream, of.Id, of.Source, of.Position, of.Weight];
}
