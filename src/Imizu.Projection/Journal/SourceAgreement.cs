namespace Imizu.Projection.Journal;

/// <summary>
/// Whether each source still has what the journal has of it. One that was restored to an earlier moment gives positions again, to other
/// events, and once it is past the journal's head its feed seems to go on, while some of these are never read: only control totals show it.
/// Such a source is left alone until it has the same again.
/// </summary>
public sealed partial class SourceAgreement(
    EventJournal journal, JournalTotals totals, EventSources sources, JournalMetrics metrics, TimeProvider clock, ILogger<SourceAgreement> logger)
{
    /// <summary>How long anything waits for a comparison. That of a long history takes several looks, and meanwhile only what the broker brings is taken.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, Standing> _standings = EventSources.All.ToDictionary(source => source, _ => new Standing());

    /// <summary>Waits until the source was compared, or could not be, for the first time.</summary>
    public async Task FirstLook(string source, CancellationToken cancellationToken)
    {
        try
        {
            await _standings[source].Looked.Task.WaitAsync(Patience, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            _standings[source].Looked.TrySetResult();
        }
    }

    /// <summary>Whether what comes after the journal's head may be taken. Compares only a source that is in doubt or left alone.</summary>
    public async Task<bool> Holds(string source, bool isInDoubt, CancellationToken cancellationToken)
    {
        var standing = _standings[source];
        if (isInDoubt || standing.Agrees is not true)
        {
            using var patience = new CancellationTokenSource(Patience, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            try
            {
                await Compare(source, standing, either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // What is read by then is kept for the next look.
            }
            standing.Looked.TrySetResult();
        }
        return standing.Agrees is true;
    }

    /// <summary>It was away: until it is compared, which is soon, what the broker brings of it is taken as before.</summary>
    public void Doubt(string source)
    {
        var standing = _standings[source];
        standing.Agrees = standing.Agrees is false ? false : null;
        standing.Looked.TrySetResult();
    }

    /// <summary>Takes nothing more of a source, and says so once.</summary>
    public void LeaveAlone(string source, long head)
    {
        var standing = _standings[source];
        if (standing.Agrees is not false)
        {
            (standing.Agrees, standing.IsReadAnew) = (false, false);
            journal.LeaveAlone(source, isSo: true);
            metrics.LeftAlone(source, isSo: true);
            LogDiffers(source, head);
        }
    }

    private void FollowAgain(string source, Standing standing)
    {
        if (standing.Agrees is false)
        {
            journal.LeaveAlone(source, isSo: false);
            LogAgrees(source);
        }
        standing.Agrees = true;
        metrics.LeftAlone(source, isSo: false);
    }

    /// <summary>
    /// What a process hashed before tells nothing of a database that was put in the other's place since. So a source that is left alone reads
    /// everything again, but only once, for that may take several looks.
    /// </summary>
    private async Task Compare(string source, Standing standing, CancellationToken cancellationToken)
    {
        var head = (await journal.Head(source, cancellationToken)).Position;
        var isFresh = standing is { Agrees: false, IsReadAnew: false };
        standing.IsReadAnew |= isFresh;
        var mine = await totals.UpTo(source, head, isFresh, cancellationToken);
        var its = await sources.Totals(source, head, isFresh, cancellationToken);
        if ((mine.Position, mine.Count, mine.Hash) == (its.Position, its.Count, its.Hash))
        {
            FollowAgain(source, standing);
        }
        else
        {
            LeaveAlone(source, head);
        }
    }

    [LoggerMessage(EventId = 2006, Level = LogLevel.Error, Message = "{Source} no longer has what the journal has of it up to position {Position}: was it restored or replaced? Nothing more of it is taken until it has the same again")]
    private partial void LogDiffers(string source, long position);

    [LoggerMessage(EventId = 2009, Level = LogLevel.Information, Message = "{Source} has what the journal has of it again, and is followed again")]
    private partial void LogAgrees(string source);

    private sealed class Standing
    {
        /// <summary>Null while it is in doubt.</summary>
        public bool? Agrees { get; set; }

        public bool IsReadAnew { get; set; }

        public TaskCompletionSource Looked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
