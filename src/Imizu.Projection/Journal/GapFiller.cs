using System.Collections.Concurrent;

namespace Imizu.Projection.Journal;

/// <summary>
/// Reads missing events from the sources' feeds: at startup, when a gap persists, and when the feed is ahead and the broker delivers nothing.
/// </summary>
public sealed partial class GapFiller(
    EventJournal journal, SourceConsistencyMonitor agreement, EventSources sources, JournalMetrics metrics, TimeProvider clock, IHostApplicationLifetime lifetime,
    ILogger<GapFiller> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2), GapDelay = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, Task> _checks = new();
    private readonly ConcurrentDictionary<string, long> _lastHeads = new();

    /// <summary>Reads the feed unless the missing events arrive within a moment.</summary>
    public void CheckSoon(string source)
    {
        if (_checks.GetValueOrDefault(source) is null or { IsCompleted: true })
        {
            _checks[source] = Try(Look, source, lifetime.ApplicationStopping);
        }
    }

    /// <summary>Waits while the journal advances, because missing events may still arrive.</summary>
    private async Task Look(string source, CancellationToken stopping)
    {
        JournalHead head;
        do
        {
            head = await journal.Head(source, stopping);
            await Task.Delay(GapDelay, clock, stopping);
        }
        while (journal.IsWaiting(source) && await journal.Head(source, stopping) != head);
        if (journal.IsWaiting(source))
        {
            await CatchUp(source, stopping);
        }
    }

    /// <summary>Compares the journal with the feed, and catches up where the broker delivers nothing.</summary>
    private async Task Check(string source, CancellationToken stopping)
    {
        var head = (await journal.Head(source, stopping)).Position;
        var (next, highWater) = await sources.Read(source, head, limit: 1, stopping);
        // The high-water mark may be a position without an event, so it alone does not mean a lag.
        metrics.Behind(source, next.Count == 0 ? 0 : highWater - head);
        var stands = !_lastHeads.TryGetValue(source, out var stood) || stood == head;
        _lastHeads[source] = head;
        if (await agreement.Holds(source, isUnverified: highWater < head, stopping) && next.Count > 0 && stands)
        {
            await CatchUp(source, stopping);
        }
    }

    /// <summary>Reads pages from the feed until there are no more.</summary>
    private async Task CatchUp(string source, CancellationToken stopping)
    {
        for (var isMore = true; isMore;)
        {
            var head = await journal.Head(source, stopping);
            var (page, highWater) = await sources.Read(source, head.Position, EventSources.Page, stopping);
            var chain = await journal.Accept(source, page, stopping);
            if (chain.Contiguous.Count > 0)
            {
                metrics.Filled(source, chain.Contiguous.Count);
                LogFilled(source, head.Position, chain.Head);
            }
            if (page.Count > 0 && chain.Head < page[^1].Position)
            {
                agreement.Quarantine(source, chain.Head);
                return;
            }
            isMore = page.Count == EventSources.Page;
            metrics.Behind(source, isMore ? highWater - chain.Head : 0);
        }
    }

    /// <summary>Logs a failure; the next check retries.</summary>
    private async Task Try(Func<string, CancellationToken, Task> act, string source, CancellationToken stopping)
    {
        try
        {
            await act(source, stopping);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // The service stops.
        }
        catch (Exception e)
        {
            agreement.MarkUnverified(source);
            Action<string, string> log = e is SourceUnavailableException ? LogFeedReadFailed : LogJournalFailed;
            log(source, e.Message);
        }
    }

    /// <summary>Each source in its own time: one that does not answer holds up no other.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(EventSources.All.Select(source => Follow(source, stoppingToken)));

    private async Task Follow(string source, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            await Try(Check, source, stopping);
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    [LoggerMessage(EventId = 2003, Level = LogLevel.Information, Message = "Filled from the feed: {Source} after position {After} to {Position}")]
    private partial void LogFilled(string source, long after, long position);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Warning, Message = "Reading the feed of {Source} failed; retrying ({Reason})")]
    private partial void LogFeedReadFailed(string source, string reason);

    [LoggerMessage(EventId = 2008, Level = LogLevel.Warning, Message = "Reading or writing the journal failed while following {Source}; retrying ({Reason})")]
    private partial void LogJournalFailed(string source, string reason);
}
