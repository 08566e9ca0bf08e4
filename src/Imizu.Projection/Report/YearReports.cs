using Imizu.Contracts.Reports;
using Imizu.Projection.FiscalYears;
using Imizu.Projection.SmallCells;

namespace Imizu.Projection.Report;

/// <summary>
/// Composes a year's report in several forms. Those that withhold small counts do so together: none tells what another withholds, nor what an earlier
/// edition has withheld.
/// </summary>
internal static class YearReports
{
    /// <param name="forms">The forms.</param>
    /// <param name="figures">The year's figures.</param>
    /// <param name="plan">Its targets and texts.</param>
    /// <param name="asOf">The moment that the figures are of; null for now.</param>
    /// <param name="earlier">The year's editions, in their order.</param>
    public static IReadOnlyList<AnnualReport> Compose(
        IReadOnlyCollection<ReportForm> forms, YearFigures figures, FiscalYearPlan plan, DateTimeOffset? asOf, IReadOnlyList<Edition> earlier)
    {
        var reports = forms.ToDictionary(form => form.Key, form => ReportComposer.Compose(form, figures, plan, asOf));
        if (forms.Max(form => form.WithholdBelow) is not (> 0 and var below))
        {
            return [.. reports.Values];
        }
        var withholding = new Withholding(below);
        var published = forms.Where(form => form.WithholdBelow > 0).Select(form => form.Key).ToHashSet();
        foreach (var edition in earlier)
        {
            withholding.Learn(edition.Forms.Where(told => published.Contains(told.Form)), new YearFigures(figures.Year, new FactsStanding(0, 0, edition.Sources), edition.Cells(), []));
        }
        var withheld = withholding.Of(figures, published.SelectMany(form => reports[form].Cells()).DistinctBy(cell => cell.Key).ToDictionary(cell => cell.Key, cell => cell.Unit));
        return [.. reports.Values.Select(report => published.Contains(report.Form) ? Without(report, withheld) with { WithheldBelow = below } : report)];
    }

    private static AnnualReport Without(AnnualReport report, IReadOnlySet<string> withheld)
    {
        return report with
        {
            Sections = [.. report.Sections.Select(section => section with { Blocks = [.. section.Blocks.Select(block => block with { Rows = Told(block.Rows), Notes = Told(block.Notes) })] })],
        };

        IReadOnlyList<ReportRow> Told(IReadOnlyList<ReportRow> rows) =>
            [.. rows.Select(row => row with { Cells = [.. row.Cells.Select(cell => withheld.Contains(cell.Key) ? cell with { Value = null, Evaluation = null, EvaluationReason = null } : cell)] })];
    }
}
