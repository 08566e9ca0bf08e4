using System.Globalization;

namespace Imizu.Cli.Comparing;

/// <summary>Figures and texts by the places where they are printed. Each place is there once; what comes a second time is another place.</summary>
internal sealed class FigureList
{
    private readonly OrderedDictionary<string, string> _figures = [];

    public IReadOnlyDictionary<string, string> Figures => _figures;

    public FigureList Add(string where, string? value)
    {
        var place = where;
        for (var again = 2; !_figures.TryAdd(place, value ?? ""); again++)
        {
            place = $"{where} ({again})";
        }
        return this;
    }

    /// <summary>A number, written without its trailing zeros.</summary>
    public FigureList Add(string where, decimal? value) => Add(where, value?.ToString("0.####", CultureInfo.InvariantCulture));

    /// <summary>A table's rows, and the order in which they stand.</summary>
    public FigureList AddRows(string where, IEnumerable<KeyValuePair<string, int>> rows)
    {
        var all = rows.ToList();
        foreach (var (name, count) in all)
        {
            Add($"{where}／{name}", count);
        }
        return AddOrder(where, all.Select(row => row.Key));
    }

    public FigureList AddOrder(string where, IEnumerable<string> names) => Add($"{where}／行の順", string.Join('、', names));
}
