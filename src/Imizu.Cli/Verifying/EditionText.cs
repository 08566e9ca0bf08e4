using Imizu.Cli.Reporting;
using Imizu.Contracts.Reports;
using Imizu.Operations.Verifying;

namespace Imizu.Cli.Verifying;

/// <summary>What came of checking the stored editions.</summary>
internal static class EditionText
{
    private const int MostShown = 20;

    /// <summary>The editions that are not what was announced.</summary>
    public static IEnumerable<string> Faults(IEnumerable<CheckedEdition> editions) =>
        editions.Where(of => of.Fault is not null).Select(of => $"{Named(of.Edition)} is not what was approved: {of.Fault}.");

    /// <summary>The closed years whose figures have moved since: no fault, but somebody has to decide.</summary>
    public static IEnumerable<string> Due(IEnumerable<CheckedEdition> editions) => editions.Where(of => of.Due?.AreNone() == false).SelectMany(of => (IEnumerable<string>)
    [
        $"訂正版 is due: {Named(of.Edition)} says otherwise than the figures now, in {of.Due!.Cells.Count} figures and {of.Due.Texts.Count} texts.",
        .. of.Due.Cells.Take(MostShown).Select(cell => $"  {cell.Key}: {ReportText.Number(cell.From, cell.Unit)} → {ReportText.Number(cell.To, cell.Unit)}"),
        .. of.Due.Cells.Count > MostShown ? [$"  … and {of.Due.Cells.Count - MostShown} more"] : Array.Empty<string>(),
    ]);

    private static string Named(EditionSummary edition) => $"The edition {edition.Number} of fiscal {edition.FiscalYear} ({edition.Name})";
}
