using System.Diagnostics.Metrics;
using Imizu.Contracts.Replays;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>Starts, accepts and cancels replays, and reports the latest one.</summary>
public sealed partial class ReplayService
{
    private static readonly TimeSpan PublishInterval = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource _database;
    private readonly TimeProvider _clock;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ReplayMetrics _metrics;
    private readonly ILogger<ReplayService> _logger;
    private readonly ReplayStatusStore _store;
    private readonly Lock _turn = new();
    private ReplayRun? _run;

    public ReplayService(NpgsqlDataSource database, TimeProvider clock, IHostApplicationLifetime lifetime, IMeterFactory meters, ILogger<ReplayService> logger)
    {
        (_database, _clock, _lifetime, _logger) = (database, clock, lifetime, logger);
        _store = new ReplayStatusStore(database);
        _metrics = new ReplayMetrics(meters, () => Latest);
    }

    /// <summary>How far the latest replay of this process is; null if there was none since it started.</summary>
    public ReplayStatus? Latest => _run?.Status;

    /// <summary>The status of the latest replay of any instance; null where there is none.</summary>
    /// <remarks>A replay that ended before it acquired the lock is known to this instance only, while the stored status is still the previous one's; the later id wins.</remarks>
    public async Task<ReplayStatus?> CurrentStatus(CancellationToken cancellationToken)
    {
        if (Latest is { IsOver: false } here)
        {
            return here;
        }
        var told = await _store.Read(cancellationToken);
        return Latest is { } latest && (told is null || told.Id == latest.Id || (told.IsOver && told.Id.CompareTo(latest.Id) < 0)) ? latest : told;
    }

    /// <summary>Starts a replay; null where another one is running in any instance.</summary>
    public async Task<ReplayStatus?> Start(ReplayScope scope, string actor, CancellationToken cancellationToken)
    {
        if (await CurrentStatus(cancellationToken) is { IsOver: false })
        {
            return null;
        }
        lock (_turn)
        {
            if (_run is { Status.IsOver: false })
            {
                return null;
            }
            var id = Guid.CreateVersion7(_clock.GetUtcNow());
            var run = new ReplayRun(_database, id, actor, scope, _clock) { ReportsStatus = true };
            _run = run;
            LogStarted(id, actor, scope.IsWhole);
            _ = Task.Run(async () =>
            {
                var running = run.Run(_lifetime.ApplicationStopping);
                await PublishStatus(run, running);
                await running;
                _metrics.Over(run.Status);
                LogOver(id, run.Status.Phase, run.Status.Done, run.Status.Differences.Count, run.Status.Failure);
            }, CancellationToken.None);
            return run.Status;
        }
    }

    /// <summary>Accepts a blocked replay's differences; false if it is not blocked.</summary>
    public async Task<bool> Accept(Guid id, string actor, string reason, CancellationToken cancellationToken)
    {
        if (await CurrentStatus(cancellationToken) is not { Phase: ReplayPhase.Blocked } status || status.Id != id)
        {
            return false;
        }
        LogAccepted(id, actor, status.Differences.Count);
        var acceptance = new Acceptance(actor, reason);
        if (_run is { } run && run.Status.Id == id)
        {
            return run.Accept(acceptance);
        }
        return await _store.Accept(id, acceptance, cancellationToken);
    }

    /// <summary>Ends a replay; false if it does not run.</summary>
    public async Task<bool> Cancel(Guid id, string actor, CancellationToken cancellationToken)
    {
        if (await CurrentStatus(cancellationToken) is not { IsOver: false } status || status.Id != id)
        {
            return false;
        }
        LogCancelled(id, actor);
        if (_run is { } run && run.Status.Id == id)
        {
            await run.Cancel();
            return true;
        }
        return await _store.Cancel(id, cancellationToken);
    }

    /// <summary>Publishes the status once a second until the replay ends, and applies requests from other instances.</summary>
    private async Task PublishStatus(ReplayRun run, Task running)
    {
        while (await Task.WhenAny(running, Task.Delay(PublishInterval, _clock)) != running)
        {
            try
            {
                if (!run.HoldsLock)
                {
                    continue;
                }
                switch (await _store.Update(run.Status, CancellationToken.None))
                {
                    case { HoldsLock: false }: await run.Lose(); break;
                    case { IsCancelled: true }: await run.Cancel(); break;
                    case { Acceptance: { } acceptance }: run.Accept(acceptance); break;
                }
            }
            catch (Exception e)
            {
                // Published again in a second; the replay itself fails where the database does.
                LogStatusNotPublished(run.Status.Id, e.GetType().Name);
            }
        }
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "Replay {Id} started by {Actor} (whole history, to be swapped in: {Whole})")]
    private partial void LogStarted(Guid id, string actor, bool whole);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "Replay {Id} ended: {Phase}, {Events} events, {Differences} differing cells {Failure}")]
    private partial void LogOver(Guid id, ReplayPhase phase, long events, int differences, string? failure);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "Replay {Id}: {Actor} accepted {Differences} differing cells")]
    private partial void LogAccepted(Guid id, string actor, int differences);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Information, Message = "Replay {Id} cancelled by {Actor}")]
    private partial void LogCancelled(Guid id, string actor);

    [LoggerMessage(EventId = 3006, Level = LogLevel.Warning, Message = "Replay {Id}: publishing its status failed; retrying ({Failure})")]
    private partial void LogStatusNotPublished(Guid id, string failure);
}
