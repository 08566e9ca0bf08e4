using System.Diagnostics.Metrics;
using Imizu.Contracts.Replays;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>The replay that runs, if one does, and the last one if none does.</summary>
public sealed partial class Replays
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource _database;
    private readonly TimeProvider _clock;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ReplayMetrics _metrics;
    private readonly ILogger<Replays> _logger;
    private readonly ReplayBoard _board;
    private readonly Lock _turn = new();
    private ReplayRun? _run;

    public Replays(NpgsqlDataSource database, TimeProvider clock, IHostApplicationLifetime lifetime, IMeterFactory meters, ILogger<Replays> logger)
    {
        (_database, _clock, _lifetime, _logger) = (database, clock, lifetime, logger);
        _board = new ReplayBoard(database);
        _metrics = new ReplayMetrics(meters, () => Latest);
    }

    /// <summary>How far the latest replay of this process is; null if there was none since it started.</summary>
    public ReplayStatus? Latest => _run?.Status;

    /// <summary>How far the latest replay is, whatever process runs it or ran it; null if there never was one.</summary>
    /// <remarks>One that ended before it got its turn is known here alone, and the board still tells of the one before: their ids say which was later.</remarks>
    public async Task<ReplayStatus?> Told(CancellationToken cancellationToken)
    {
        if (Latest is { IsOver: false } here)
        {
            return here;
        }
        var told = await _board.Read(cancellationToken);
        return Latest is { } latest && (told is null || told.Id == latest.Id || (told.IsOver && told.Id.CompareTo(latest.Id) < 0)) ? latest : told;
    }

    /// <summary>Starts one; null if another is not over yet, in whatever process.</summary>
    public async Task<ReplayStatus?> Start(ReplayScope scope, string actor, CancellationToken cancellationToken)
    {
        if (await Told(cancellationToken) is { IsOver: false })
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
            var run = new ReplayRun(_database, id, actor, scope, _clock) { HasBoard = true };
            _run = run;
            LogStarted(id, actor, scope.IsWhole);
            _ = Task.Run(async () =>
            {
                var running = run.Run(_lifetime.ApplicationStopping);
                await TellOthers(run, running);
                await running;
                _metrics.Over(run.Status);
                LogOver(id, run.Status.Phase, run.Status.Done, run.Status.Differences.Count, run.Status.Failure);
            }, CancellationToken.None);
            return run.Status;
        }
    }

    /// <summary>Lets a replay go on although something differs; false if it is not blocked.</summary>
    public async Task<bool> Accept(Guid id, string actor, string reason, CancellationToken cancellationToken)
    {
        if (await Told(cancellationToken) is not { Phase: ReplayPhase.Blocked } status || status.Id != id)
        {
            return false;
        }
        LogAccepted(id, actor, status.Differences.Count, reason);
        var acceptance = new Acceptance(actor, reason);
        if (_run is { } run && run.Status.Id == id)
        {
            return run.Accept(acceptance);
        }
        return await _board.Accept(id, acceptance, cancellationToken);
    }

    /// <summary>Ends a replay; false if it does not run.</summary>
    public async Task<bool> Cancel(Guid id, string actor, CancellationToken cancellationToken)
    {
        if (await Told(cancellationToken) is not { IsOver: false } status || status.Id != id)
        {
            return false;
        }
        LogCancelled(id, actor);
        if (_run is { } run && run.Status.Id == id)
        {
            await run.Cancel();
            return true;
        }
        return await _board.Cancel(id, cancellationToken);
    }

    /// <summary>Once a second, until it is over; and does what was asked of it elsewhere.</summary>
    private async Task TellOthers(ReplayRun run, Task running)
    {
        while (await Task.WhenAny(running, Task.Delay(Between, _clock)) != running)
        {
            try
            {
                if (!run.HasItsTurn)
                {
                    continue;
                }
                switch (await _board.Tell(run.Status, CancellationToken.None))
                {
                    case { IsItsTurn: false }: await run.Lose(); break;
                    case { IsCancelled: true }: await run.Cancel(); break;
                    case { Acceptance: { } acceptance }: run.Accept(acceptance); break;
                }
            }
            catch (Exception e)
            {
                // It is told again in a second. What is wrong with the database, the replay itself will find, too.
                LogNotTold(run.Status.Id, e.GetType().Name);
            }
        }
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "Replay {Id} started by {Actor} (to be swapped: {Whole})")]
    private partial void LogStarted(Guid id, string actor, bool whole);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "Replay {Id} is over: {Phase}, {Events} events, {Differences} cells differ {Failure}")]
    private partial void LogOver(Guid id, ReplayPhase phase, long events, int differences, string? failure);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "Replay {Id}: {Actor} accepts {Differences} differing cells: {Reason}")]
    private partial void LogAccepted(Guid id, string actor, int differences, string reason);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Information, Message = "Replay {Id} cancelled by {Actor}")]
    private partial void LogCancelled(Guid id, string actor);

    [LoggerMessage(EventId = 3006, Level = LogLevel.Warning, Message = "Replay {Id}: how it stands could not be told ({Failure})")]
    private partial void LogNotTold(Guid id, string failure);
}
