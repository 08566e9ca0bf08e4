using Imizu.Cli.Reporting;
using Imizu.Contracts.Reports;
using Imizu.Operations.Reiwa6;

namespace Imizu.Cli.Comparing;

/// <summary>A report beside the printed one, place by place: figures, words and the order of rows.</summary>
/// <param name="Figures">How many places there are in either.</param>
/// <param name="Differences">Those where the two do not say the same.</param>
public sealed record FigureComparison(int Figures, IReadOnlyList<Difference> Differences)
{
    private const string Nothing = "(nothing)";

    public bool AllMatch => Differences.Count == 0;

    public string Summary => $"{Figures - Differences.Count} of {Figures} figures match";

    /// <summary>Compares every place of the printed report, and every place that only the other one has.</summary>
    public static FigureComparison Of(Figures printed, AnnualReport report)
    {
        var (expected, got) = (Places(PrintedReport.Of(printed)), Places(report));
        var places = expected.Keys.Union(got.Keys).ToList();
        return new FigureComparison(places.Count, [.. places
            .Select(where => new Difference(where, expected.GetValueOrDefault(where, Nothing), got.GetValueOrDefault(where, Nothing)))
            .Where(place => place.Expected != place.Got)]);
    }

    /// <summary>All that a report says, by the place where it stands. Each place is there once; what comes a second time is another place.</summary>
    private static OrderedDictionary<string, string> Places(AnnualReport report)
    {
        var places = new OrderedDictionary<string, string>();
        Add("表題", report.Title);
        Add("年度", report.Era);
        Add("年度の始まり", $"{report.StartsOn:O}");
        Add("年度の終わり", $"{report.EndsOn:O}");
        foreach (var section in report.Sections)
        {
            Add($"{section.Number} 名称", section.Name);
            Add($"{section.Number} 方針", section.Policy);
            Add($"{section.Number} 目標", section.Goal);
            foreach (var block in section.Blocks)
            {
                Block($"{section.Number} {block.Heading}", block);
            }
        }
        return places;

        void Block(string where, ReportBlock block)
        {
            foreach (var (text, n) in block.Texts.Select((text, n) => (text, n + 1)))
            {
                Add($"{where}／{text.Name ?? $"{n}"}", text.Text);
            }
            foreach (var row in block.Rows.Concat(block.Notes))
            {
                Row($"{where}／{row.Label}", row);
            }
            if (block.Rows.Count > 1)
            {
                Add($"{where}／行の順", string.Join('、', block.Rows.Select(row => row.Label)));
            }
        }

        void Row(string where, ReportRow row)
        {
            foreach (var cell in row.Cells)
            {
                var place = cell.Name is { } name ? $"{where}／{name}" : where;
                Add(place, ReportText.Number(cell.Value, cell.Unit));
                if (cell.Evaluation is { } evaluation)
                {
                    Add($"{place}／計画", cell.Target is { } target ? ReportText.Number(target, cell.Unit) : null);
                    Add($"{place}／評価", evaluation);
                }
            }
            if (row.Group is { } group)
            {
                Add($"{where}／事業", group);
            }
            if (row.Remark is { } remark)
            {
                Add($"{where}／付記", remark);
            }
            if (row.Cells.Count == 0)
            {
                Add($"{where}／注記", "");
            }
            foreach (var text in row.Texts)
            {
                Add($"{where}／{text.Name}", text.Text);
            }
        }

        void Add(string where, string? value)
        {
            var place = where;
            for (var again = 2; !places.TryAdd(place, value ?? ""); again++)
            {
                place = $"{where} ({again})";
            }
        }
    }
}

/// <summary>One place where a report and the printed one differ.</summary>
public sealed record Difference(string Where, string Expected, string Got)
{
    public override string ToString() => $"{Where}: expected {Expected}, got {Got}";
}
