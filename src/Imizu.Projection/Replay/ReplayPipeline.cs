using Imizu.Contracts;
using Imizu.Contracts.Replays;
using Imizu.Projection.Facts;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>Executes the phases of a replay while holding its lock: rebuild, index, catch up, compare, swap.</summary>
/// <param name="database">The journal, and the facts.</param>
/// <param name="scope">What is looked at.</param>
/// <param name="known">The events that this build knows.</param>
/// <param name="progress">Where it says how far it is.</param>
/// <param name="cause">Who started it.</param>
/// <param name="accepted">Completes when the differences are accepted.</param>
/// <param name="clock">Measures how long intake stands still.</param>
internal sealed class ReplayPipeline(
    NpgsqlDataSource database, ReplayScope scope, EventCatalog known, ReplayProgress progress, SwapCause cause, Task<Acceptance> accepted, TimeProvider clock)
{
    /// <summary>One reads while another decodes and a third writes, each on two connections.</summary>
    private const int Workers = 3;

    /// <summary>The maximum number of remaining events at which catching up ends; the rest is applied in the swap.</summary>
    private const long SwapThreshold = 200;

    /// <summary>Runs all phases.</summary>
    /// <param name="replayLock">The lock whose connection makes the swap.</param>
    /// <param name="cancellationToken">Cancels the replay; the live facts are not changed.</param>
    /// <returns>The final phase.</returns>
    public async Task<ReplayPhase> Run(ReplayLock replayLock, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var shadow = await Generations.Begin(replayLock, cancellationToken);
        progress.Enter(ReplayPhase.Folding);
        var rebuilder = new ProjectionRebuilder(database, shadow, scope, progress.Folded, known);
        await RebuildToJournalHead(connection, rebuilder, cancellationToken);

        progress.Enter(ReplayPhase.Indexing);
        await Parallel.ForEachAsync(FactTable.Indexes(shadow), new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = cancellationToken },
            async (index, cancelled) =>
            {
                await using var builder = await database.OpenConnectionAsync(cancelled);
                await builder.Execute($"set maintenance_work_mem = '256MB'; {index}", cancelled);
            });
        await connection.Execute($"analyze {FactTable.Name(shadow)}", cancellationToken);
        await rebuilder.ApplyRetractions(connection, cancellationToken);

        progress.Enter(ReplayPhase.CatchingUp);
        while (await RebuildToJournalHead(connection, rebuilder, cancellationToken) > SwapThreshold)
        {
        }

        progress.Enter(ReplayPhase.Comparing);
        var differences = await Compare(connection, shadow, rebuilder, cancellationToken);
        if (!scope.IsWhole)
        {
            return differences.Count == 0 ? ReplayPhase.Agreed : ReplayPhase.Differed;
        }
        Acceptance? acceptance = null;
        if (differences.Count > 0)
        {
            progress.Enter(ReplayPhase.Blocked);
            acceptance = await accepted.WaitAsync(cancellationToken);
        }

        progress.Enter(ReplayPhase.Swapping);
        // Keeps the time short for which the swap blocks intake.
        await RebuildToJournalHead(connection, rebuilder, cancellationToken);
        var (_, pause) = await Swaps.Make(
            replayLock, shadow, rebuilder, cause with { Differing = differences.Count, Acceptance = acceptance }, clock, cancellationToken);
        progress.Swapped(pause);
        return ReplayPhase.Swapped;
    }

    /// <summary>Rebuilds up to the journal's head in the connection's snapshot; returns the number of events applied.</summary>
    private async Task<long> RebuildToJournalHead(NpgsqlConnection connection, ProjectionRebuilder rebuilder, CancellationToken cancellationToken)
    {
        var counts = await Generations.JournalCounts(connection, cancellationToken);
        var more = rebuilder.Remaining(counts);
        progress.Expect(more);
        await rebuilder.RebuildUpTo(counts, Workers, cancellationToken);
        return more;
    }

    /// <summary>Compares both generations at the same journal head.</summary>
    private async Task<IReadOnlyList<CellDifference>> Compare(NpgsqlConnection connection, int shadow, ProjectionRebuilder rebuilder, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await snapshot.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var live = await FactGenerations.Live(snapshot, cancellationToken);
        await RebuildToJournalHead(snapshot, rebuilder, cancellationToken);
        await rebuilder.ApplyRetractions(connection, cancellationToken);

        var was = FactComparison.Cells(snapshot, live, scope, cancellationToken);
        var now = FactComparison.Cells(connection, shadow, scope, cancellationToken);
        // Both end before either connection is let go, also where one of them fails.
        await Task.WhenAll(was, now);
        var differences = await FactComparison.Differences(connection, (live, await was), (shadow, await now), scope, cancellationToken);
        progress.Compared((await was).Keys.Union((await now).Keys).Count(), differences);
        return differences;
    }
}
