using System.Collections.Concurrent;

namespace Imizu.Projection.Journal;

/// <summary>
/// Catches up with each source from its feed: at the start, when a gap shows, and where the feed has more and nothing comes,
/// for what the broker lost before anybody listened.
/// </summary>
public sealed partial class GapFiller(
    EventJournal journal, EventSources sources, JournalMetrics metrics, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<GapFiller> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2), Patience = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, Task> _looks = new();
    private readonly ConcurrentDictionary<string, long> _stood = new();

    /// <summary>Reads the feed if what is missing has not come by itself in a moment.</summary>
    public void LookSoon(string source)
    {
        if (_looks.GetValueOrDefault(source) is null or { IsCompleted: true })
        {
            _looks[source] = Try(Look, source, lifetime.ApplicationStopping);
        }
    }

    /// <summary>While the journal goes on, what is missing may still come.</summary>
    private async Task Look(string source, CancellationToken stopping)
    {
        JournalHead head;
        do
        {
            head = await journal.Head(source, stopping);
            await Task.Delay(Patience, clock, stopping);
        }
        while (journal.IsWaiting(source) && await journal.Head(source, stopping) != head);
        if (journal.IsWaiting(source))
        {
            await CatchUp(source, stopping);
        }
    }

    /// <summary>As long as the broker brings something, the feed need not be read.</summary>
    private async Task Check(string source, CancellationToken stopping)
    {
        var head = (await journal.Head(source, stopping)).Position;
        var (_, highWater) = await sources.Read(source, head, limit: 1, stopping);
        metrics.Behind(source, highWater, head);
        var stands = !_stood.TryGetValue(source, out var stood) || stood == head;
        _stood[source] = head;
        if (highWater > head && stands)
        {
            await CatchUp(source, stopping);
        }
    }

    /// <summary>Reads on from the head until the feed has no more.</summary>
    private async Task CatchUp(string source, CancellationToken stopping)
    {
        for (var isMore = true; isMore;)
        {
            var head = await journal.Head(source, stopping);
            var (page, highWater) = await sources.Read(source, head.Position, EventSources.Page, stopping);
            var chain = await journal.Accept(source, page, stopping);
            metrics.Behind(source, highWater, chain.Head);
            if (chain.Run.Count > 0)
            {
                metrics.Filled(source, chain.Run.Count);
                LogFilled(source, head.Position, chain.Head);
            }
            if (page.Count > 0 && chain.Head < page[^1].Position)
            {
                LogBroken(source, chain.Head);
                return;
            }
            isMore = page.Count == EventSources.Page;
        }
    }

    /// <summary>What cannot be read now is asked for again soon.</summary>
    private async Task Try(Func<string, CancellationToken, Task> act, string source, CancellationToken stopping)
    {
        try
        {
            await act(source, stopping);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            LogAway(source, e.Message);
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            await Task.WhenAll(EventSources.All.Select(source => Try(Check, source, stoppingToken)));
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
