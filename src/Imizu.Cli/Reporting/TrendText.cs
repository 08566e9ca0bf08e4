using Imizu.Contracts.Reports;

namespace Imizu.Cli.Reporting;

/// <summary>Figures of several fiscal years as text: a line for each figure, a column for each year.</summary>
internal static class TrendText
{
    public static string Of(Trend trend) => string.Join(Environment.NewLine, TextTable.Lines("l" + new string('r', trend.Years.Count), trend.Cells
        .Select(cell => (string[])[cell.Words, .. cell.Values.Select(value => ReportText.Number(value, cell.Unit))])
        .Prepend(["", .. trend.Years.Select(year => $"{year}")]))) + Environment.NewLine;
}
