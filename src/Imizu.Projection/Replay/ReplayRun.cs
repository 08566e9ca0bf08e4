using System.Diagnostics;
using Imizu.Contracts;
using Imizu.Contracts.Replays;
using Imizu.EventStreams.Telemetry;
using Imizu.Projection.Facts;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>One replay: told from the journal beside the live facts, compared with them, and put in their place only when right.</summary>
#pragma warning disable CA1001 // A cancellation without a timer holds nothing that is to be given back, and may be asked for after the end.
internal sealed class ReplayRun(NpgsqlDataSource database, Guid id, ReplayScope scope, TimeProvider clock, EventCatalog? known = null)
#pragma warning restore CA1001
{
    private const string Lost =
        "Its lock is lost: the connection to the database that held it broke off, and another replay may have begun since. Which facts are live is as it was, unless the swap had just gone through; both are whole. Start it again.";

    /// <summary>One reads while another decodes and a third writes, each on two connections.</summary>
    private const int Workers = 3;

    /// <summary>With less than this left, it is time to compare: the rest is folded in the swap.</summary>
    private const long Little = 200;

    private readonly TaskCompletionSource _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancellation = new();
    private readonly long _began = clock.GetTimestamp();
    private long _done, _total, _ended;
    private ReplayPhase _phase;
    private Activity? _step;
    private double? _swapMilliseconds;
    private int _cells;
    private IReadOnlyList<CellDifference> _differences = [];
    private string? _failure;
    private volatile bool _isLost, _hasItsTurn;

    public ReplayStatus Status
    {
        get
        {
            var (done, total) = (Interlocked.Read(ref _done), Math.Max(Interlocked.Read(ref _total), Interlocked.Read(ref _done)));
            var seconds = clock.GetElapsedTime(_began, _ended == 0 ? clock.GetTimestamp() : _ended).TotalSeconds;
            var rate = seconds > 0 ? done / seconds : 0;
            return new ReplayStatus(
                id, scope, _phase, done, total, rate, rate > 0 ? (total - done) / rate : null, seconds, _swapMilliseconds, _cells, _differences, _failure);
        }
    }

    /// <summary>Whether others read on the board how it stands.</summary>
    public bool HasBoard { get; init; }

    /// <summary>Whether the board is this replay's, from when it got the lock until its last word.</summary>
    public bool HasItsTurn => _hasItsTurn;

    /// <summary>Lets the replayed facts take the live ones' place although they differ; false if it is cancelled already.</summary>
    public bool Accept()
    {
        if (_cancellation.IsCancellationRequested)
        {
            return false;
        }
        _accepted.TrySetResult();
        return true;
    }

    /// <summary>Ends it; the live facts stay as they are.</summary>
    public Task Cancel() => _cancellation.CancelAsync();

    /// <summary>Ends it because its lock is gone.</summary>
    public Task Lose()
    {
        _isLost = true;
        return Cancel();
    }

    public async Task Run(CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, _cancellation.Token);
        var cancellationToken = either.Token;
        using var activity = Tracing.Source.StartActivity("replay");
        activity?.SetTag("imizu.replay.whole", scope.IsWhole);
        var outcome = ReplayPhase.Failed;
        ReplayTurn? turn = null;
        try
        {
            turn = await ReplayTurn.Take(database, cancellationToken)
                ?? throw new InvalidOperationException("Another instance is replaying.");
            try
            {
                if (HasBoard)
                {
                    await ReplayBoard.Begin(turn.Connection, Status, cancellationToken);
                    _hasItsTurn = true;
                }
                await using var connection = await database.OpenConnectionAsync(cancellationToken);
                outcome = await Course(turn, connection, await Generations.Begin(turn, cancellationToken), cancellationToken);
            }
            finally
            {
                // What is neither live nor the one before goes: an unfinished shadow, or what is now two steps back.
                await Generations.ClearAway(turn, CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !_isLost)
        {
            outcome = ReplayPhase.Cancelled;
        }
        catch (Exception e)
        {
            _failure = outcome == ReplayPhase.Failed && (_isLost || turn is { IsLost: true }) ? Lost : e.Message;
            activity?.SetStatus(ActivityStatusCode.Error);
        }
        _step?.Dispose();
        (_ended, _phase) = (clock.GetTimestamp(), outcome);
        activity?.SetTag("imizu.replay.events", _done).SetTag("imizu.replay.outcome", outcome.ToString());
        if (turn is not null)
        {
            await LastWord(turn);
        }
    }

    /// <summary>Before the lock is free: whoever finds that free and no last word takes it for interrupted.</summary>
    private async Task LastWord(ReplayTurn turn)
    {
        try
        {
            await using (turn)
            {
                if (_hasItsTurn)
                {
                    _hasItsTurn = false;
                    await ReplayBoard.Tell(turn.Connection, Status, CancellationToken.None);
                }
            }
        }
        catch (Exception e)
        {
            // With its connection the lock is gone as well; whoever looks at the board takes the replay for interrupted.
            Activity.Current?.AddException(e);
        }
    }

    private async Task<ReplayPhase> Course(ReplayTurn turn, NpgsqlConnection connection, int shadow, CancellationToken cancellationToken)
    {
        Enter(ReplayPhase.Folding);
        var fold = new ShadowFold(database, shadow, scope, folded => Interlocked.Add(ref _done, folded), known ?? EventCatalog.Published);
        await FoldWhatIsThere(connection, fold, cancellationToken);

        Enter(ReplayPhase.Indexing);
        await Parallel.ForEachAsync(FactTable.Indexes(shadow), new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = cancellationToken },
            async (index, cancelled) =>
            {
                await using var builder = await database.OpenConnectionAsync(cancelled);
                await builder.Execute($"set maintenance_work_mem = '256MB'; {index}", cancelled);
            });
        await connection.Execute($"analyze {FactTable.Name(shadow)}", cancellationToken);
        await fold.EndRetracted(connection, cancellationToken);

        Enter(ReplayPhase.CatchingUp);
        while (await FoldWhatIsThere(connection, fold, cancellationToken) > Little)
        {
        }

        Enter(ReplayPhase.Comparing);
        await Compare(connection, shadow, fold, cancellationToken);
        if (!scope.IsWhole)
        {
            return _differences.Count == 0 ? ReplayPhase.Agreed : ReplayPhase.Differed;
        }
        if (_differences.Count > 0)
        {
            Enter(ReplayPhase.Blocked);
            await _accepted.Task.WaitAsync(cancellationToken);
        }

        Enter(ReplayPhase.Swapping);
        // So that little is left for the moment in which intake stands still.
        await FoldWhatIsThere(connection, fold, cancellationToken);
        _swapMilliseconds = await Generations.Swap(turn, shadow, fold, clock, cancellationToken);
        return ReplayPhase.Swapped;
    }

    /// <summary>Each phase is a span of the replay's trace.</summary>
    private void Enter(ReplayPhase phase)
    {
        _step?.Dispose();
        _step = Tracing.Source.StartActivity($"replay {phase}");
        _phase = phase;
    }

    /// <summary>Folds up to where the journal is in what a connection sees; answers how much that was.</summary>
    private async Task<long> FoldWhatIsThere(NpgsqlConnection connection, ShadowFold fold, CancellationToken cancellationToken)
    {
        var counts = await Generations.JournalCounts(connection, cancellationToken);
        var more = fold.Beyond(counts);
        Interlocked.Add(ref _total, more);
        await fold.UpTo(counts, Workers, cancellationToken);
        return more;
    }

    /// <summary>Both at the same count of events: the live facts in a snapshot, and the shadow brought up to that snapshot's journal.</summary>
    private async Task Compare(NpgsqlConnection connection, int shadow, ShadowFold fold, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await snapshot.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var live = await FactGenerations.Live(snapshot, cancellationToken);
        await FoldWhatIsThere(snapshot, fold, cancellationToken);
        await fold.EndRetracted(connection, cancellationToken);

        var was = FactComparison.Cells(snapshot, live, scope, cancellationToken);
        var now = FactComparison.Cells(connection, shadow, scope, cancellationToken);
        _cells = (await was).Keys.Union((await now).Keys).Count();
        _differences = await FactComparison.Differences(connection, (live, await was), (shadow, await now), cancellationToken);
    }
}
