using Imizu.Projection.Figures;

namespace Imizu.Projection.Tests.SmallCells;

/// <summary>
/// Somebody who has all published editions of a year and wants to know what was withheld. Knows how the report adds up by itself, and looks for other
/// numbers that would fit all that was published: where there are none, a withheld number is known.
/// </summary>
internal sealed class Reader
{
    private const int MostChanges = 10;

    private readonly List<decimal> _values = [];
    private readonly List<(int Whole, List<int> Parts)> _sums = [];
    private readonly HashSet<int> _known = [], _withheld = [];
    private Dictionary<string, int> _latest = [];

    /// <summary>Reads a further edition: what is not withheld is known, and what is known not to have changed is what it was.</summary>
    public void Read(IReadOnlyDictionary<string, decimal> cells, IReadOnlyCollection<string> printed, IReadOnlySet<string> withheld)
    {
        var before = _latest;
        _latest = [];
        int Of(string key)
        {
            if (_latest.TryGetValue(key, out var already))
            {
                return already;
            }
            var value = cells.GetValueOrDefault(key);
            // Of what is withheld now nobody says that it is still what was published.
            if (!before.TryGetValue(key, out var number) || _values[number] != value || (withheld.Contains(key) && _known.Contains(number)))
            {
                number = _values.Count;
                _values.Add(value);
            }
            return _latest[key] = number;
        }
        void Adds(string whole, params IEnumerable<string> parts) => _sums.Add((Of(whole), [.. parts.Select(Of)]));

        foreach (var figure in FigureCatalog.All.Where(figure => figure.Rows is { HasTotal: true }))
        {
            Adds(figure.Key, cells.Keys.Concat(printed).Distinct().Where(key => key.StartsWith($"{figure.Key}/", StringComparison.Ordinal)));
        }
        Adds("consultation/cases-received", "consultation/cases-received-by-month");
        Adds("consultation/contacts-by-method", "consultation/contacts-by-month");
        Adds("consultation/household-types", "consultation/brought-forward", "consultation/supports-started");
        Adds("consultation/household-types", "consultation/supports-concluded", "consultation/continuing");
        foreach (var key in printed.Where(key => !key.EndsWith("-share", StringComparison.Ordinal)))
        {
            (withheld.Contains(key) ? _withheld : _known).Add(Of(key));
        }
    }

    /// <summary>The withheld numbers below a bound that can only be what they are.</summary>
    public IEnumerable<(decimal Value, string? Key)> Computed(int below) =>
        from number in _withheld
        where !_known.Contains(number) && _values[number] < below && !Fits(number, 1) && !Fits(number, -1)
        select (_values[number], _latest.FirstOrDefault(of => of.Value == number).Key);

    private bool Fits(int number, int by)
    {
        // The nearest other numbers first.
        for (var changes = 0; changes <= MostChanges; changes++)
        {
            var instead = new Dictionary<int, int>();
            if (Try(instead, number, by) && Repaired(instead, changes))
            {
                return true;
            }
        }
        return false;
    }

    private bool Repaired(Dictionary<int, int> instead, int left)
    {
        decimal Now(int number) => _values[number] + instead.GetValueOrDefault(number);
        var wrong = _sums.FindIndex(sum => Now(sum.Whole) != sum.Parts.Sum(Now));
        if (wrong < 0)
        {
            return true;
        }
        var (whole, parts) = _sums[wrong];
        var missing = Math.Sign(Now(whole) - parts.Sum(Now));
        foreach (var (number, by) in parts.Select(part => (part, missing)).Append((whole, -missing)).Where(_ => left > 0))
        {
            // What was changed already is not changed back.
            if (!instead.ContainsKey(number) && Try(instead, number, by))
            {
                if (Repaired(instead, left - 1))
                {
                    return true;
                }
                instead.Remove(number);
            }
        }
        return false;
    }

    private bool Try(Dictionary<int, int> instead, int number, int by)
    {
        if (_known.Contains(number) || _values[number] + by < (_withheld.Contains(number) ? 1 : 0))
        {
            return false;
        }
        instead[number] = by;
        return true;
    }
}
