using Imizu.Contracts.Reports;

namespace Imizu.Cli.Reporting;

/// <summary>A headed piece of a section's text; without lines it is not printed.</summary>
internal sealed record TextBlock(string Heading, IReadOnlyList<string> Lines)
{
    /// <summary>The rows of a table of counts, and their total.</summary>
    public static IEnumerable<string> Table(CountTable table, string total, string unit) =>
        Rows(table.Rows.Append(new CountRow(total, table.Total)), unit);

    public static IEnumerable<string> Rows(IEnumerable<CountRow> rows, string unit) =>
        TextTable.Lines("lr", rows.Select(row => new[] { row.Name, $"{row.Count:N0}{unit}" }));
}
