using System.Numerics;

namespace Imizu.Projection.SmallCells;

/// <summary>Whole numbers that somebody does not know, and the equations that hold between them and those that are known.</summary>
internal static class Unknowns
{
    /// <summary>How many vectors are put together at most, to find other numbers that are possible; where none are found a number is taken to be known.</summary>
    private const int MostTogether = 5;

    /// <summary>Whether a number could as well be another, together with others.</summary>
    /// <param name="number">The number.</param>
    /// <param name="alternatives">What <see cref="Alternatives"/> has.</param>
    /// <param name="isPossible">Whether a number can differ by so much.</param>
    public static bool CanDiffer(int number, IReadOnlyList<IReadOnlyDictionary<int, BigInteger>> alternatives, Func<int, BigInteger, bool> isPossible)
    {
        return alternatives.Where(vector => vector.ContainsKey(number)).Any(vector =>
            IsMended(vector, 1) || IsMended(vector.ToDictionary(of => of.Key, of => -of.Value), 1));

        bool IsMended(IReadOnlyDictionary<int, BigInteger> by, int together)
        {
            if (by.Where(of => !isPossible(of.Key, of.Value)).Select(of => of.Key).FirstOrDefault(-1) is not (>= 0 and var wrong))
            {
                return by.GetValueOrDefault(number) != 0;
            }
            return together < MostTogether && alternatives.Where(vector => vector.ContainsKey(wrong)).Any(vector =>
                IsMended(by.Keys.Union(vector.Keys).ToDictionary(key => key, key => by.GetValueOrDefault(key) + vector.GetValueOrDefault(key) * vector[wrong].Sign), together + 1));
        }
    }

    /// <summary>By what the unknowns can differ from what they are, all equations holding: a basis of the null space, each vector in whole numbers without a common factor.</summary>
    /// <param name="equations">Each with the factors of its numbers, known ones too.</param>
    /// <param name="unknown">The numbers that are not known.</param>
    /// <param name="values">What they are: the vectors change the greatest rather than the small, which can hardly become less.</param>
    public static IEnumerable<IReadOnlyDictionary<int, BigInteger>> Alternatives(
        IEnumerable<IReadOnlyList<(int Number, int Factor)>> equations, IReadOnlySet<int> unknown, IReadOnlyList<decimal> values)
    {
        // Each row by the number that it is solved for, which no other row has.
        Dictionary<int, Dictionary<int, BigInteger>> solved = [];
        foreach (var equation in equations)
        {
            var row = equation.Where(term => unknown.Contains(term.Number)).GroupBy(term => term.Number)
                .ToDictionary(term => term.Key, term => (BigInteger)term.Sum(of => of.Factor));
            foreach (var number in row.Keys.Where(solved.ContainsKey).ToList())
            {
                Eliminate(row, solved[number], number);
            }
            if (row.Count > 0)
            {
                var pivot = row.Keys.MaxBy(number => (values[number], number));
                foreach (var other in solved.Values)
                {
                    Eliminate(other, row, pivot);
                }
                solved.Add(pivot, row);
            }
        }
        var bound = solved.SelectMany(of => of.Value.Keys.Where(number => number != of.Key).Select(number => (Free: number, Pivot: of.Key))).ToLookup(of => of.Free, of => of.Pivot);
        return unknown.Where(number => !solved.ContainsKey(number)).Select(free => Alternative(free, [.. bound[free]]));

        Dictionary<int, BigInteger> Alternative(int free, List<int> pivots)
        {
            var step = pivots.Aggregate(BigInteger.One, (multiple, pivot) => multiple * solved[pivot][pivot] / BigInteger.GreatestCommonDivisor(multiple, solved[pivot][pivot]));
            var vector = pivots.ToDictionary(pivot => pivot, pivot => -solved[pivot][free] * step / solved[pivot][pivot]);
            vector[free] = step;
            return Lowest(vector);
        }
    }

    /// <summary>Takes as much of another row off a row as leaves nothing of a number.</summary>
    private static void Eliminate(Dictionary<int, BigInteger> row, Dictionary<int, BigInteger> other, int number)
    {
        if (!row.TryGetValue(number, out var mine))
        {
            return;
        }
        foreach (var key in row.Keys.Union(other.Keys).ToList())
        {
            row[key] = row.GetValueOrDefault(key) * other[number] - other.GetValueOrDefault(key) * mine;
            if (row[key].IsZero)
            {
                row.Remove(key);
            }
        }
        Lowest(row);
    }

    private static Dictionary<int, BigInteger> Lowest(Dictionary<int, BigInteger> row)
    {
        var common = row.Values.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
        foreach (var key in common > 1 ? row.Keys.ToList() : [])
        {
            row[key] /= common;
        }
        return row;
    }
}
