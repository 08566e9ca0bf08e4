using Imizu.Gateway.Tallies;

namespace Imizu.Gateway.Doors;

/// <summary>Tries what may be decided later: while a service or the database is away, a message waits, and is not given back.</summary>
internal sealed partial class Patience(TimeProvider clock, ILogger<Patience> log)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200), Longest = TimeSpan.FromSeconds(10);

    /// <summary>Below what a broker waits for an ack (30 minutes unless it is told otherwise) before it counts the message as failed.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(20);

    /// <summary>Returns once an attempt has gone through.</summary>
    /// <exception cref="TimeoutException">What it needs has been away for long: back to the queue with it.</exception>
    public async Task Try(Func<Task> attempt, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        for (var pause = First; ; pause = pause * 2 < Longest ? pause * 2 : Longest)
        {
            try
            {
                await attempt();
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && (e is ServiceAwayException || DeadLetters.Away.IsDatabase(e)))
            {
                if (clock.GetElapsedTime(began) > Most)
                {
                    throw new TimeoutException("A tally could not be handed on for a long time.", e);
                }
                LogWaiting(e is ServiceAwayException ? e.Message : "The database does not answer.", pause.TotalSeconds);
                await Task.Delay(pause, clock, cancellationToken);
            }
        }
    }

    [LoggerMessage(EventId = 3120, Level = LogLevel.Warning, Message = "A tally waits: {Because} Trying again in {Seconds} s")]
    private partial void LogWaiting(string because, double seconds);
}
