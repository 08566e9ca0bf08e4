using System.Diagnostics;

namespace Imizu.Benchmarks.Freshness;

/// <summary>
/// One poller that asks again and again how many entries can be seen, and notes when each number was first seen: as late as the answer
/// came, so that the pause between two looks only ever counts against what is measured.
/// </summary>
internal sealed class Sightings(Func<CancellationToken, Task<int>> count)
{
    /// <summary>The pause between two looks.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly List<(int Count, long At)> _seen = [];

    /// <summary>Looks until so many can be seen.</summary>
    public async Task Watch(int goal, CancellationToken cancellationToken)
    {
        for (var seen = 0; seen < goal; await Task.Delay(Pause, cancellationToken))
        {
            var now = await count(cancellationToken);
            if (now > seen)
            {
                seen = now;
                _seen.Add((seen, Stopwatch.GetTimestamp()));
            }
        }
    }

    /// <summary>When the n-th, from 1, could be seen.</summary>
    public long At(int n)
    {
        var (low, high) = (0, _seen.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _seen[middle].Count >= n ? (low, middle) : (middle + 1, high);
        }
        return _seen[low].At;
    }
}
