using Imizu.Contracts.Reports;
using Imizu.Projection.Figures;
using Imizu.Projection.Report;

namespace Imizu.Projection.SmallCells;

/// <summary>
/// Withholds small counts of people from what is published, and others beside them, so that no small one can be computed: not from totals, not from other
/// rows, not from what was published of the year earlier. Whoever reads may know all <see cref="Balances"/>, that what is withheld is at least 1, and which
/// numbers of an earlier edition have not changed.
/// </summary>
/// <param name="below">The smallest count that is not small.</param>
internal sealed class Withholding(int below)
{
    /// <summary>Units in which people and what was done for them are counted; how often a meeting was held tells nothing of anybody.</summary>
    private static readonly string[] OfPeople = ["件", "人", "世帯"];

    private readonly List<decimal> _values = [];
    private readonly List<IReadOnlyList<(int Number, int Factor)>> _equations = [];
    private readonly HashSet<int> _published = [], _withheld = [], _small = [];
    private Dictionary<string, int> _numbers = [];

    /// <summary>An edition as it was published, in one or more forms, whatever was withheld of it then: what one of them told is known.</summary>
    public void Learn(IEnumerable<AnnualReport> told, YearFigures figures)
    {
        Number(figures);
        foreach (var cell in told.SelectMany(report => report.Cells()).OrderBy(cell => cell.Value is null).DistinctBy(cell => cell.Key).Where(cell => _numbers.ContainsKey(cell.Key)))
        {
            if (cell.Value is null)
            {
                Withhold(cell.Key, cell.Unit);
            }
            else
            {
                _published.Add(_numbers[cell.Key]);
            }
        }
        _equations.AddRange(Equations([.. Balances.Of(figures)]));
    }

    /// <summary>
    /// The cells to withhold of a further edition, which prints these keys, each with its unit. Editions are given in the order in which they are published.
    /// </summary>
    internal IReadOnlySet<string> Of(YearFigures figures, IReadOnlyDictionary<string, string> keys)
    {
        Number(figures);
        // A share is no whole number: it goes with what it is a share of, and tells that as if it were printed.
        var shares = keys.Keys.Where(key => FigureCatalog.Figure(key)?.Rule is Derived { IsShare: true }).ToList();
        var printed = new Dictionary<string, string>(keys);
        foreach (var term in shares.SelectMany(TermsOf))
        {
            printed.TryAdd(term, FigureCatalog.Figure(term)!.Unit);
        }
        var balances = Balances.Of(figures).ToList();
        var shown = printed.Keys.Except(shares).Where(_numbers.ContainsKey).ToHashSet();
        foreach (var key in shown.Where(key => IsSmall(Value(key), printed[key])).ToList())
        {
            Hide(key);
        }
        while (_small.Where(Computable()).Select(Beside).FirstOrDefault(nearest => nearest is not null) is { } beside)
        {
            Hide(beside);
        }
        _equations.AddRange(Equations(balances));
        _published.UnionWith(shown.Select(key => _numbers[key]));
        var withheld = printed.Keys.Where(_numbers.ContainsKey).Except(shown).Except(shares).ToHashSet();
        withheld.UnionWith(shares.Where(share => TermsOf(share).Any(withheld.Contains)));
        withheld.IntersectWith(keys.Keys);
        return withheld;

        void Hide(string key)
        {
            Withhold(key, printed[key]);
            shown.Remove(key);
        }

        // Whether somebody who knows what is shown can compute a number: there is no other that it could as well be.
        Func<int, bool> Computable()
        {
            var known = shown.Select(key => _numbers[key]).Concat(_published).ToHashSet();
            var unknown = Enumerable.Range(0, _values.Count).Where(number => !known.Contains(number)).ToHashSet();
            var alternatives = Unknowns.Alternatives([.. _equations, .. Equations(balances)], unknown, _values).ToList();
            return number => !Unknowns.CanDiffer(number, alternatives, (other, by) => _values[other] + (decimal)by >= (_withheld.Contains(other) ? 1 : 0));
        }

        // The smallest cell that can be withheld, as near as there is one to a number that could be computed; one that was published last. Where all
        // is withheld, all could be twice as much: only what earlier editions have told can leave none.
        string? Beside(int exposed)
        {
            foreach (var isPublished in (bool[])[false, true])
            {
                HashSet<int> near = [exposed];
                for (var had = 0; had < near.Count;)
                {
                    had = near.Count;
                    near.UnionWith(_equations.Concat(Equations(balances)).Where(equation => equation.Any(term => near.Contains(term.Item1))).SelectMany(equation => equation.Select(term => term.Item1)).ToList());
                    var beside = shown.Where(key => near.Contains(_numbers[key]) && _published.Contains(_numbers[key]) == isPublished && Value(key) > 0);
                    if (beside.OrderBy(Value).ThenBy(key => key, StringComparer.Ordinal).FirstOrDefault() is { } nearest)
                    {
                        return nearest;
                    }
                }
            }
            return null;
        }
    }

    private static IEnumerable<string> TermsOf(string share) => ((Derived)FigureCatalog.Figure(share)!.Rule).Terms.Select(term => term.Key);

    /// <summary>Gives each cell a number: the one that it had in the edition before, where it has not changed.</summary>
    private void Number(YearFigures figures)
    {
        var before = _numbers;
        _numbers = Balances.Cells(figures).Distinct().ToDictionary(
            key => key, key => before.TryGetValue(key, out var known) && _values[known] == figures.Value(key) ? known : Numbered(figures.Value(key)));
    }

    private void Withhold(string key, string unit)
    {
        // Nobody is told that it is still what it was.
        if (_published.Contains(_numbers[key]))
        {
            _numbers[key] = Numbered(Value(key));
        }
        _withheld.Add(_numbers[key]);
        if (IsSmall(Value(key), unit))
        {
            _small.Add(_numbers[key]);
        }
    }

    private decimal Value(string key) => _values[_numbers[key]];

    private IEnumerable<IReadOnlyList<(int Number, int Factor)>> Equations(IReadOnlyList<IReadOnlyList<(string Key, int Factor)>> balances) =>
        balances.Select(balance => (IReadOnlyList<(int, int)>)[.. balance.Select(term => (_numbers[term.Key], term.Factor))]);

    private bool IsSmall(decimal value, string unit) => OfPeople.Contains(unit) && value > 0 && value < below;

    private int Numbered(decimal value)
    {
        _values.Add(value);
        return _values.Count - 1;
    }
}
