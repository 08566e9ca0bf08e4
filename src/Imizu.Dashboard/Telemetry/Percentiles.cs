namespace Imizu.Dashboard.Telemetry;

/// <summary>Percentiles out of a histogram's buckets.</summary>
internal static class Percentiles
{
    /// <summary>
    /// The figure below which this part of all lies, between the bounds of its bucket in proportion; null where nothing was counted.
    /// In the last bucket, which has no upper bound, its lower one is what can be said.
    /// </summary>
    public static double? Of(double part, IReadOnlyList<ulong> counts, IReadOnlyList<double> bounds)
    {
        var total = counts.Aggregate(0UL, (sum, count) => sum + count);
        if (total == 0 || bounds.Count == 0)
        {
            return null;
        }

        var wanted = part * total;
        var below = 0.0;
        for (var bucket = 0; bucket < bounds.Count; bucket++)
        {
            if (counts[bucket] > 0 && below + counts[bucket] >= wanted)
            {
                // Figures are taken not to be below zero, unless a bound says so.
                var from = bucket > 0 ? bounds[bucket - 1] : Math.Min(0, bounds[0]);
                return from + ((bounds[bucket] - from) * (wanted - below) / counts[bucket]);
            }

            below += counts[bucket];
        }

        return bounds[^1];
    }

    /// <summary>What was counted between two points of one series; all of the later where the counting began anew.</summary>
    public static IReadOnlyList<ulong> Between(IReadOnlyList<ulong> earlier, IReadOnlyList<ulong> later) =>
        earlier.Count == later.Count && !earlier.Where((count, bucket) => count > later[bucket]).Any()
            ? [.. later.Select((count, bucket) => count - earlier[bucket])]
            : later;
}
