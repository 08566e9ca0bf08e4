using System.Diagnostics;
using Imizu.Contracts;
using Imizu.Contracts.Replays;
using Imizu.EventStreams.Telemetry;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>One replay: rebuilds the facts from the journal, compares them with the live ones and swaps them in.</summary>
#pragma warning disable CA1001 // A cancellation without a timer holds nothing that is to be given back, and may be asked for after the end.
internal sealed class ReplayRun(NpgsqlDataSource database, Guid id, string actor, ReplayScope scope, TimeProvider clock, EventCatalog? known = null)
#pragma warning restore CA1001
{
    private const string Lost =
        "Its lock is lost: the connection to the database that held it broke off, and another replay may have begun since. Which facts are live is as it was, unless the swap had just gone through; both are whole. Start it again.";

    private readonly TaskCompletionSource<Acceptance> _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancellation = new();
    private readonly ReplayProgress _progress = new(id, scope, clock);
    private volatile bool _isLost, _holdsLock;

    /// <summary>How far it is.</summary>
    public ReplayStatus Status => _progress.Status;

    /// <summary>Whether the status is published for other instances.</summary>
    public bool ReportsStatus { get; init; }

    /// <summary>Whether this replay holds the lock and owns the published status.</summary>
    public bool HoldsLock => _holdsLock;

    /// <summary>Accepts the differences, so that the swap proceeds; false if the replay is already cancelled. The first acceptance counts.</summary>
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
        ReplayLock? replayLock = null;
        try
        {
            replayLock = await ReplayLock.Acquire(database, cancellationToken)
                ?? throw new InvalidOperationException("Another instance is replaying.");
            try
            {
                if (ReportsStatus)
                {
                    await ReplayStatusStore.Begin(replayLock.Connection, Status, cancellationToken);
                    _holdsLock = true;
                }
                outcome = await new ReplayPipeline(database, scope, known ?? EventCatalog.Published, _progress, new SwapCause(actor, id), _accepted.Task, clock).Run(replayLock, cancellationToken);
            }
            finally
            {
                // Drops an unfinished generation, or the one that is now two steps back.
                await Generations.ClearAway(replayLock, CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !_isLost)
        {
            outcome = ReplayPhase.Cancelled;
        }
        catch (Exception e)
        {
            failure = outcome == ReplayPhase.Failed && (_isLost || replayLock is { IsLost: true }) ? Lost : e.Message;
            activity?.SetStatus(ActivityStatusCode.Error);
        }
        _progress.End(outcome, failure);
        activity?.SetTag("imizu.replay.events", Status.Done).SetTag("imizu.replay.outcome", outcome.ToString());
        if (replayLock is not null)
        {
            await ReportEnd(replayLock);
        }
    }

    /// <summary>Publishes the final status before the lock is released, so that others do not take the replay for interrupted.</summary>
    private async Task ReportEnd(ReplayLock replayLock)
    {
        try
        {
            await using (replayLock)
            {
                if (_holdsLock)
                {
                    _holdsLock = false;
                    await ReplayStatusStore.Update(replayLock.Connection, Status, CancellationToken.None);
                }
            }
        }
        catch (Exception e)
        {
            // The lock is lost with its connection; readers of the status report the replay as interrupted.
            Activity.Current?.AddException(e);
        }
    }
}
