namespace Imizu.Projection.Journal;

/// <summary>Compares each source's control totals with the journal's, and quarantines a source whose totals differ until they agree again.</summary>
/// <remarks>
/// A source that was restored to an earlier moment reuses positions for other events; once it is past the journal's head, only control totals
/// reveal that.
/// </remarks>
public sealed partial class SourceConsistencyMonitor(
    EventJournal journal, JournalTotals totals, EventSources sources, JournalMetrics metrics, TimeProvider clock, ILogger<SourceConsistencyMonitor> logger)
{
    /// <summary>The maximum duration of one comparison; one of a long history continues at the next check.</summary>
    private static readonly TimeSpan ComparisonTimeout = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, Standing> _standings = EventSources.All.ToDictionary(source => source, _ => new Standing());

    /// <summary>Completes when the source was compared, or could not be, for the first time.</summary>
    public async Task FirstComparison(string source, CancellationToken cancellationToken)
    {
        try
        {
            await _standings[source].Compared.Task.WaitAsync(ComparisonTimeout, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            _standings[source].Compared.TrySetResult();
        }
    }

    /// <summary>Whether events after the journal's head may be taken; compares sources that are unverified or quarantined.</summary>
    public async Task<bool> Holds(string source, bool isUnverified, CancellationToken cancellationToken)
    {
        var standing = _standings[source];
        if (isUnverified || standing.Agrees is not true)
        {
            using var timeout = new CancellationTokenSource(ComparisonTimeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            try
            {
                await Compare(source, standing, either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // What was read so far is cached for the next comparison.
            }
            standing.Compared.TrySetResult();
        }
        return standing.Agrees is true;
    }

    /// <summary>Marks a source that was unavailable as unverified: until the next comparison its events are still taken from the broker.</summary>
    public void MarkUnverified(string source)
    {
        var standing = _standings[source];
        lock (standing)
        {
            standing.Agrees = standing.Agrees is false ? false : null;
        }
        standing.Compared.TrySetResult();
    }

    /// <summary>Quarantines a source, and logs it once.</summary>
    public void Quarantine(string source, long head)
    {
        var standing = _standings[source];
        lock (standing)
        {
            standing.Quarantines++;
            if (standing.Agrees is not false)
            {
                (standing.Agrees, standing.IsRecounted) = (false, false);
                journal.Quarantine(source, isSo: true);
                metrics.Quarantined(source, isSo: true);
                LogQuarantined(source, head);
            }
        }
    }

    /// <summary>Releases a source, unless it has been quarantined since the comparison began.</summary>
    private void Release(string source, Standing standing, int quarantines)
    {
        lock (standing)
        {
            if (standing.Quarantines != quarantines)
            {
                return;
            }
            if (standing.Agrees is false)
            {
                journal.Quarantine(source, isSo: false);
                LogReleased(source);
            }
            standing.Agrees = true;
            metrics.Quarantined(source, isSo: false);
        }
    }

    /// <summary>Compares the totals up to the journal's head.</summary>
    /// <remarks>
    /// A quarantined source is counted from scratch once, because cached hashes say nothing about a database that was replaced since.
    /// </remarks>
    private async Task Compare(string source, Standing standing, CancellationToken cancellationToken)
    {
        bool isFresh;
        int quarantines;
        lock (standing)
        {
            isFresh = standing is { Agrees: false, IsRecounted: false };
            standing.IsRecounted |= isFresh;
            quarantines = standing.Quarantines;
        }
        var head = (await journal.Head(source, cancellationToken)).Position;
        var mine = await totals.UpTo(source, head, isFresh, cancellationToken);
        var its = await sources.Totals(source, head, isFresh, cancellationToken);
        if (!mine.IsSameAs(its) && its.ErasedSince is { } erased)
        {
            mine = await totals.Without(source, erased, head, cancellationToken);
        }
        if (mine.IsSameAs(its))
        {
            Release(source, standing, quarantines);
        }
        else
        {
            Quarantine(source, head);
        }
    }

    [LoggerMessage(EventId = 2006, Level = LogLevel.Error, Message = "{Source} quarantined: its control totals differ from the journal's up to position {Position}. Was its database restored or replaced? No events of it are journalled until they agree again")]
    private partial void LogQuarantined(string source, long position);

    [LoggerMessage(EventId = 2009, Level = LogLevel.Information, Message = "{Source} released from quarantine: its control totals agree with the journal's again")]
    private partial void LogReleased(string source);

    private sealed class Standing
    {
        /// <summary>Null while unverified.</summary>
        public bool? Agrees { get; set; }

        public bool IsRecounted { get; set; }

        /// <summary>How often something was found that does not fit.</summary>
        public int Quarantines { get; set; }

        public TaskCompletionSource Compared { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
