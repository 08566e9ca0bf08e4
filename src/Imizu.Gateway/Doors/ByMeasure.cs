using Imizu.Gateway.Tallies;

namespace Imizu.Gateway.Doors;

/// <summary>Many tallies that are there at once: several measures at a time, each measure in its order.</summary>
internal static class ByMeasure
{
    private const int AtOnce = 4;

    /// <param name="bodies">The tallies.</param>
    /// <param name="take">What is done with the one at that place, from 0.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task Each(IReadOnlyList<ReadOnlyMemory<byte>> bodies, Func<int, Task> take, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, bodies.Count).GroupBy(place => TallyReading.Read(bodies[place]).Tally?.Measure ?? ""),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (measure, _) =>
            {
                foreach (var place in measure)
                {
                    await take(place);
                }
            });
}
