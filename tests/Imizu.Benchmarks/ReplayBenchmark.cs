using System.Diagnostics;
using Imizu.Contracts.Replays;
using Imizu.Projection.Replay;

namespace Imizu.Benchmarks;

/// <summary>
/// A full replay: facts, indexes, comparison with the live facts, swap. Beside it, in the same run on the same journal, the floor
/// (PostgreSQL reading the journal out) and the peer (a stock Marten projection that writes the same facts).
/// </summary>
internal static class ReplayBenchmark
{
    private const int Rounds = 3;

    public static async Task<ReplayResult> Run(int events, CancellationToken cancellationToken)
    {
        await using var database = await BenchmarkDatabase.Start(cancellationToken);
        await BenchmarkHistory.Fill(database.Store, database.Source, events, cancellationToken);
        var stock = await Stock(database, cancellationToken);
        var (floors, replays) = (new List<TimeSpan>(), new List<(TimeSpan Whole, IReadOnlyDictionary<ReplayPhase, TimeSpan> Phases, ReplayStatus Status)>());
        for (var round = 0; round < Rounds; round++)
        {
            floors.Add(await Timed(() => database.Execute(
                "copy (select seq_id, type, data from journal.mt_events order by seq_id) to '/dev/null' (format binary)", cancellationToken)));
            replays.Add(await Replay(database, cancellationToken));
        }
        var best = replays.MinBy(replay => replay.Whole);
        using var process = Process.GetCurrentProcess();
        return new ReplayResult(
            events, floors.Min().TotalSeconds, stock.TotalSeconds, best.Whole.TotalSeconds,
            best.Phases.ToDictionary(phase => phase.Key.ToString(), phase => phase.Value.TotalSeconds),
            best.Status.SwapMilliseconds ?? 0, process.PeakWorkingSet64 >> 20);
    }

    private static async Task<(TimeSpan, IReadOnlyDictionary<ReplayPhase, TimeSpan>, ReplayStatus)> Replay(BenchmarkDatabase database, CancellationToken cancellationToken)
    {
        var run = new ReplayRun(database.Source, Guid.Empty, "bench", new ReplayScope(), TimeProvider.System);
        // The first has no live facts to agree with.
        run.Accept(new Acceptance("bench", "empty before"));
        var phases = new Dictionary<ReplayPhase, TimeSpan>();
        var watch = Stopwatch.StartNew();
        var running = run.Run(cancellationToken);
        for (var since = TimeSpan.Zero; !running.IsCompleted;)
        {
            var phase = run.Status.Phase;
            await Task.WhenAny(running, Task.Delay(5, cancellationToken));
            phases[phase] = phases.GetValueOrDefault(phase) + (watch.Elapsed - since);
            since = watch.Elapsed;
        }
        return run.Status is { Phase: ReplayPhase.Swapped } status
            ? (watch.Elapsed, phases, status)
            : throw new InvalidOperationException($"The replay ended as {run.Status.Phase}: {run.Status.Failure}");
    }

    private static async Task<TimeSpan> Stock(BenchmarkDatabase database, CancellationToken cancellationToken)
    {
        using var store = StockProjection.StoreOn(database.Connection);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        using var daemon = await store.BuildProjectionDaemonAsync();
        return await Timed(() => daemon.RebuildProjectionAsync(nameof(StockProjection), TimeSpan.FromHours(1), cancellationToken));
    }

    private static async Task<TimeSpan> Timed(Func<Task> act)
    {
        var watch = Stopwatch.StartNew();
        await act();
        return watch.Elapsed;
    }
}

/// <summary>Seconds, each the best of its rounds; what says something are the ratios.</summary>
internal sealed record ReplayResult(
    int Events, double FloorSeconds, double StockSeconds, double ReplaySeconds, IReadOnlyDictionary<string, double> PhaseSeconds,
    double SwapMilliseconds, long PeakMegabytes)
{
    public double TimesFloor => ReplaySeconds / FloorSeconds;

    public double TimesStockRate => StockSeconds / ReplaySeconds;
}
