using Imizu.Benchmarks.Append;
using Imizu.Benchmarks.Freshness;
using Imizu.Benchmarks.InUse;
using Imizu.Benchmarks.Intake;
using Imizu.Benchmarks.Pages;
using Imizu.Benchmarks.Reports;
using Imizu.Benchmarks.Results;
using Imizu.Benchmarks.Start;
using Imizu.Benchmarks.Tallies;

namespace Imizu.Benchmarks;

/// <summary>One thing that can be measured.</summary>
/// <param name="Name">As it is typed.</param>
/// <param name="Number">What the numbers after it say; null where it takes none.</param>
/// <param name="Usual">Those that are taken where none is typed: all benchmarks together take less than ten minutes with them.</param>
/// <param name="Run">Measures with one such number, and says meanwhile what it is doing.</param>
internal sealed record Benchmark(
    string Name, string? Number, IReadOnlyList<int> Usual, Func<int, Action<string>, CancellationToken, Task<IReadOnlyList<Comparison>>> Run)
{
    /// <summary>What numbers alone mean.</summary>
    public static Benchmark Replay { get; } = new("replay", "events", [100_000, 1_000_000], async (events, say, cancellationToken) =>
    {
        say($"filling a journal with {events:N0} events, then replaying it beside its peer and its floor");
        return [(await ReplayBenchmark.Run(events, cancellationToken)).Compared()];
    });

    /// <summary>In the order in which they are run: the replay first, since the process's peak of memory is to be its own.</summary>
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        Replay,
        new("start", null, [0], (_, say, cancellationToken) => StartBenchmark.Run(say, cancellationToken)),
        new("append", "commands", [2_000], AppendBenchmark.Run),
        new("intake", "events", [20_000], IntakeBenchmark.Run),
        new("freshness", "seconds", [60], FreshnessBenchmark.Run),
        new("tallies", "tallies", [3_000], TalliesBenchmark.Run),
        new("report", "events", [1_000_000], ReportBenchmark.Run),
        new("pages", "cases", [50_000], PagesBenchmark.Run),
        new("in-use", "events", [1_000_000], InUseBenchmark.Run),
    ];
}
