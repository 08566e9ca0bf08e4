using Imizu.Contracts.Reports;
using Imizu.Projection.Figures;
using Imizu.Projection.Report;

namespace Imizu.Projection.SmallCells;

/// <summary>What anybody knows of a year's figures without being told: which of them come to the same as others.</summary>
internal static class Balances
{
    /// <summary>Every case in support has one household type.</summary>
    private static readonly (string Whole, string[] Parts)[] OfFigures =
        [("consultation/household-types", ["consultation/brought-forward", "consultation/supports-started"])];

    /// <summary>Figures whose rows, called <c>{row}.{part}</c>, add up to the row of another.</summary>
    private static readonly (string Whole, string Parts)[] OfRows = [("participation/exchange-attendances", "participation/exchange-participants")];

    /// <summary>Each balance as keys that, with their factors, come to 0.</summary>
    public static IEnumerable<IReadOnlyList<(string Key, int Factor)>> Of(YearFigures figures)
    {
        foreach (var figure in FigureCatalog.All)
        {
            if (figure.Rows is { HasTotal: true })
            {
                yield return Equal(figure.Key, RowKeys(figure, figures));
            }
            if (figure.Rule is Derived { IsShare: false } formula)
            {
                yield return [(figure.Key, -1), .. formula.Terms.Select(term => (term.Key, term.Operator == FormulaOperator.Minus ? -1 : 1))];
            }
        }
        // Counted by different rows, the same things come to the same.
        foreach (var same in FigureCatalog.All.Where(figure => figure.Rule is Sum).GroupBy(figure => ((Sum)figure.Rule).Kind, figure => figure.Key))
        {
            foreach (var other in same.Skip(1))
            {
                yield return Equal(same.First(), [other]);
            }
        }
        foreach (var (whole, parts) in OfFigures)
        {
            yield return Equal(whole, parts);
        }
        foreach (var (whole, parts) in OfRows)
        {
            foreach (var row in figures.RowsOf(FigureCatalog.Figure(whole)!))
            {
                yield return Equal($"{whole}/{row}", RowKeys(FigureCatalog.Figure(parts)!, figures).Where(key => key.StartsWith($"{parts}/{row}.", StringComparison.Ordinal)));
            }
        }
    }

    /// <summary>All cells of a year, those that are always there and those in which something is counted.</summary>
    public static IEnumerable<string> Cells(YearFigures figures) => FigureCatalog.All.SelectMany(figure => RowKeys(figure, figures).Prepend(figure.Key));

    private static IEnumerable<string> RowKeys(Figure figure, YearFigures figures) =>
        figure.Rows is { } rows ? rows.Fixed.Select(row => row.Key).Union(figures.RowsOf(figure)).Select(figure.RowKey) : [];

    private static (string, int)[] Equal(string whole, IEnumerable<string> parts) => [(whole, -1), .. parts.Select(part => (part, 1))];
}
