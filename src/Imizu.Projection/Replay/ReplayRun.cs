using System.Diagnostics;
using Imizu.Contracts;
using Imizu.Contracts.Replays;
using Imizu.EventStreams.Telemetry;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>One replay: told from the journal beside the live facts, compared with them, and put in their place only when right.</summary>
#pragma warning disable CA1001 // A cancellation without a timer holds nothing that is to be given back, and may be asked for after the end.
internal sealed class ReplayRun(NpgsqlDataSource database, Guid id, string actor, ReplayScope scope, TimeProvider clock, EventCatalog? known = null)
#pragma warning restore CA1001
{
    private const string Lost =
        "Its lock is lost: the connection to the database that held it broke off, and another replay may have begun since. Which facts are live is as it was, unless the swap had just gone through; both are whole. Start it again.";

    private readonly TaskCompletionSource<Acceptance> _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancellation = new();
    private readonly ReplayProgress _progress = new(id, scope, clock);
    private volatile bool _isLost, _hasItsTurn;

    /// <summary>How far it is.</summary>
    public ReplayStatus Status => _progress.Status;

    /// <summary>Whether others read on the board how it stands.</summary>
    public bool HasBoard { get; init; }

    /// <summary>Whether the board is this replay's, from when it got the lock until its last word.</summary>
    public bool HasItsTurn => _hasItsTurn;

    /// <summary>Lets the replayed facts take the live ones' place although they differ; false if it is cancelled already. The first word stands.</summary>
    public bool Accept(Acceptance acceptance)
    {
        if (_cancellation.IsCancellationRequested)
        {
            return false;
        }
        _accepted.TrySetResult(acceptance);
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
        var (outcome, failure) = (ReplayPhase.Failed, (string?)null);
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
                outcome = await new ReplayCourse(database, scope, known ?? EventCatalog.Published, _progress, new SwapCause(actor, id), _accepted.Task, clock).Run(turn, cancellationToken);
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
            failure = outcome == ReplayPhase.Failed && (_isLost || turn is { IsLost: true }) ? Lost : e.Message;
            activity?.SetStatus(ActivityStatusCode.Error);
        }
        _progress.End(outcome, failure);
        activity?.SetTag("imizu.replay.events", Status.Done).SetTag("imizu.replay.outcome", outcome.ToString());
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
}
