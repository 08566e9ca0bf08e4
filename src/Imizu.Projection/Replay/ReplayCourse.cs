using Imizu.Contracts;
using Imizu.Contracts.Replays;
using Imizu.Projection.Facts;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>What a replay does when it has its turn, phase by phase.</summary>
/// <param name="database">The journal, and the facts.</param>
/// <param name="scope">What is looked at.</param>
/// <param name="known">The events that this build knows.</param>
/// <param name="progress">Where it says how far it is.</param>
/// <param name="cause">Who started it.</param>
/// <param name="accepted">Done when somebody lets what differs be swapped in.</param>
/// <param name="clock">Measures how long intake stands still.</param>
internal sealed class ReplayCourse(
    NpgsqlDataSource database, ReplayScope scope, EventCatalog known, ReplayProgress progress, SwapCause cause, Task<Acceptance> accepted, TimeProvider clock)
{
    /// <summary>One reads while another decodes and a third writes, each on two connections.</summary>
    private const int Workers = 3;

    /// <summary>With less than this left, it is time to compare: the rest is folded in the swap.</summary>
    private const long Little = 200;

    /// <summary>From the first event to the swap.</summary>
    /// <param name="turn">Its turn, which the swap depends on.</param>
    /// <param name="cancellationToken">Ends it where it is; the live facts stay as they are.</param>
    /// <returns>What came of it.</returns>
    public async Task<ReplayPhase> Run(ReplayTurn turn, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var shadow = await Generations.Begin(turn, cancellationToken);
        progress.Enter(ReplayPhase.Folding);
        var fold = new ShadowFold(database, shadow, scope, progress.Folded, known);
        await FoldWhatIsThere(connection, fold, cancellationToken);

        progress.Enter(ReplayPhase.Indexing);
        await Parallel.ForEachAsync(FactTable.Indexes(shadow), new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = cancellationToken },
            async (index, cancelled) =>
            {
                await using var builder = await database.OpenConnectionAsync(cancelled);
                await builder.Execute($"set maintenance_work_mem = '256MB'; {index}", cancelled);
            });
        await connection.Execute($"analyze {FactTable.Name(shadow)}", cancellationToken);
        await fold.EndRetracted(connection, cancellationToken);

        progress.Enter(ReplayPhase.CatchingUp);
        while (await FoldWhatIsThere(connection, fold, cancellationToken) > Little)
        {
        }

        progress.Enter(ReplayPhase.Comparing);
        var differences = await Compare(connection, shadow, fold, cancellationToken);
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
        // So that little is left for the moment in which intake stands still.
        await FoldWhatIsThere(connection, fold, cancellationToken);
        var (_, pause) = await Swaps.Make(
            turn, shadow, fold, cause with { Differing = differences.Count, Acceptance = acceptance }, clock, cancellationToken);
        progress.Swapped(pause);
        return ReplayPhase.Swapped;
    }

    /// <summary>Folds up to where the journal is in what a connection sees; answers how much that was.</summary>
    private async Task<long> FoldWhatIsThere(NpgsqlConnection connection, ShadowFold fold, CancellationToken cancellationToken)
    {
        var counts = await Generations.JournalCounts(connection, cancellationToken);
        var more = fold.Beyond(counts);
        progress.Expect(more);
        await fold.UpTo(counts, Workers, cancellationToken);
        return more;
    }

    /// <summary>Both at the same count of events: the live facts in a snapshot, and the shadow brought up to that snapshot's journal.</summary>
    private async Task<IReadOnlyList<CellDifference>> Compare(NpgsqlConnection connection, int shadow, ShadowFold fold, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await snapshot.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var live = await FactGenerations.Live(snapshot, cancellationToken);
        await FoldWhatIsThere(snapshot, fold, cancellationToken);
        await fold.EndRetracted(connection, cancellationToken);

        var was = FactComparison.Cells(snapshot, live, scope, cancellationToken);
        var now = FactComparison.Cells(connection, shadow, scope, cancellationToken);
        var differences = await FactComparison.Differences(connection, (live, await was), (shadow, await now), cancellationToken);
        progress.Compared((await was).Keys.Union((await now).Keys).Count(), differences);
        return differences;
    }
}
