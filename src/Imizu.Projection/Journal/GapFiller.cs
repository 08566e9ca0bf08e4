using System.Collections.Concurrent;

namespace Imizu.Projection.Journal;

/// <summary>
/// Catches up with each source from its feed: at the start, when a gap shows, and where the feed has more and nothing comes,
/// for what the broker lost before anybody listened.
/// </summary>
public sealed partial class GapFiller(
    EventJournal journal, SourceAgreement agreement, EventSources sources, JournalMetrics metrics, TimeProvider clock, IHostApplicationLifetime lifetime,
    ILogger<GapFiller> logger) : BackgroundService
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
        var (next, highWater) = await sources.Read(source, head, limit: 1, stopping);
        // The high-water mark may be a position that no event got: behind is who lacks an event.
        metrics.Behind(source, next.Count == 0 ? 0 : highWater - head);
        var stands = !_stood.TryGetValue(source, out var stood) || stood == head;
        _stood[source] = head;
        if (await agreement.Holds(source, isInDoubt: highWater < head, stopping) && next.Count > 0 && stands)
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
            if (chain.Run.Count > 0)
            {
                metrics.Filled(source, chain.Run.Count);
                LogFilled(source, head.Position, chain.Head);
            }
            if (page.Count > 0 && chain.Head < page[^1].Position)
            {
                agreement.LeaveAlone(source, chain.Head);
                return;
            }
            isMore = page.Count == EventSources.Page;
            metrics.Behind(source, isMore ? highWater - chain.Head : 0);
        }
    }

    /// <summary>What cannot be read now is asked for again soon.</summary>
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
            agreement.Doubt(source);
            Action<string, string> log = e is SourceAwayException ? LogAway : LogNotTaken;
            log(source, e.Message);
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

    [LoggerMessage(EventId = 2004, Level = LogLevel.Warning, Message = "The feed of {Source} cannot be read; trying again ({Reason})")]
    private partial void LogAway(string source, string reason);

    [LoggerMessage(EventId = 2008, Level = LogLevel.Warning, Message = "The journal itself cannot be read or written, so {Source} is not followed; trying again ({Reason})")]
    private partial void LogNotTaken(string source, string reason);
}
