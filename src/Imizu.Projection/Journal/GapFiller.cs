using System.Collections.Concurrent;

namespace Imizu.Projection.Journal;

/// <summary>
/// Catches up with each source from its feed: at the start, when a gap shows, and now and then,
/// for what the broker lost before anybody listened.
/// </summary>
public sealed partial class GapFiller(
    EventJournal journal, EventSources sources, JournalMetrics metrics, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<GapFiller> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5), Patience = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, Task> _looks = new();

    /// <summary>Reads the feed if what is missing has not come by itself in a moment.</summary>
    public void LookSoon(string source)
    {
        if (_looks.GetValueOrDefault(source) is null or { IsCompleted: true })
        {
            _looks[source] = Look(source, lifetime.ApplicationStopping);
        }
    }

    /// <summary>Reads on from the head until the feed has no more. False if the feed could not be read; it is asked again soon.</summary>
    public async Task<bool> CatchUp(string source, CancellationToken cancellationToken)
    {
        try
        {
            for (var isMore = true; isMore;)
            {
                var head = await journal.Head(source, cancellationToken);
                var (page, highWater) = await sources.Read(source, head.Position, cancellationToken);
                var chain = await journal.Accept(source, page, cancellationToken);
                var reached = chain.Run is [.., var last] ? last.Position : head.Position;
                metrics.Behind(source, highWater, reached);
                if (chain.Run.Count > 0)
                {
                    metrics.Filled(source, chain.Run.Count);
                    LogFilled(source, head.Position, reached);
                }
                if (page.Count > 0 && reached < page[^1].Position)
                {
                    LogBroken(source, reached);
                    return false;
                }
                isMore = page.Count == EventSources.Page;
            }
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogAway(source, e.Message);
            return false;
        }
    }

    private async Task Look(string source, CancellationToken stopping)
    {
        await Task.Delay(Patience, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stopping.IsCancellationRequested && journal.IsWaiting(source))
        {
            await CatchUp(source, stopping);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            await Task.WhenAll(EventSources.All.Select(source => CatchUp(source, stoppingToken)));
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 2003, Level = LogLevel.Information, Message = "Filled from the feed: {Source} after position {After} to {Position}")]
    private partial void LogFilled(string source, long after, long position);

    [LoggerMessage(EventId = 2006, Level = LogLevel.Error, Message = "The feed of {Source} does not go on from position {Position}: was the source restored or replaced? Nothing more of it is counted")]
    private partial void LogBroken(string source, long position);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Warning, Message = "The feed of {Source} cannot be read; trying again ({Reason})")]
    private partial void LogAway(string source, string reason);
}
