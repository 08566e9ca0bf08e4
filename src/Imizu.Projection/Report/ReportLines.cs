using Imizu.Contracts.Reports;

namespace Imizu.Projection.Report;

/// <summary>A report as a table that a spreadsheet can count with: a line for each figure.</summary>
internal static class ReportLines
{
    public static readonly IReadOnlyList<string> Headings = ["キー", "節", "表", "事業", "項目", "値", "単位", "計画", "評価", "評価の理由"];

    /// <summary>The lines of a section, under the <see cref="Headings"/>; numbers are numbers.</summary>
    public static IEnumerable<object?[]> Of(ReportSection section) =>
        from block in section.Blocks
        from row in block.Rows.Concat(block.Notes)
        from cell in row.Cells
        select new object?[]
        {
            cell.Key, $"{section.Number} {section.Name}", block.Heading, row.Group, string.Join(' ', new[] { row.Label, cell.Name }.Where(part => !string.IsNullOrEmpty(part))),
            cell.Value is { } told ? told : ReportCell.Withheld, cell.Unit, cell.Target, cell.Evaluation, cell.EvaluationReason,
        };
}
