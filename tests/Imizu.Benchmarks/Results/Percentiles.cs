namespace Imizu.Benchmarks.Results;

/// <summary>Percentiles by the nearest rank: each is a value that was measured.</summary>
internal sealed class Percentiles
{
    private readonly double[] _sorted;

    /// <exception cref="ArgumentException">There is nothing to tell them from.</exception>
    public Percentiles(IEnumerable<double> values)
    {
        _sorted = [.. values.Order()];
        if (_sorted.Length == 0)
        {
            throw new ArgumentException("Nothing was measured.", nameof(values));
        }
    }

    public double Lowest => _sorted[0];

    public double P50 => At(50);

    public double P95 => At(95);

    public double P99 => At(99);

    public double Highest => _sorted[^1];

    private double At(int percent) => _sorted[((percent * _sorted.Length) + 99) / 100 - 1];
}
