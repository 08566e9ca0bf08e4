using Imizu.Gateway.Tallies;

namespace Imizu.Gateway.Doors;

/// <summary>Takes in one message, however long that takes.</summary>
internal sealed partial class AmqpReception(Reception reception, TimeProvider clock, ILogger<AmqpReception> log)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200), Longest = TimeSpan.FromSeconds(10);

    /// <summary>Below what a broker waits for an ack (30 minutes unless it is told otherwise) before it counts the message as failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Returns when it is in the service's stream or in the dead letters: then it can be acked.</summary>
    /// <exception cref="TimeoutException">What it needs has been away for long: back to the queue with it.</exception>
    public async Task Take(AmqpMessage message, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        for (var pause = First; ; pause = pause * 2 < Longest ? pause * 2 : Longest)
        {
            try
            {
                await Once(message, cancellationToken);
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && (e is ServiceAwayException || DeadLetters.Away.IsDatabase(e)))
            {
                if (clock.GetElapsedTime(began) > Patience)
                {
                    throw new TimeoutException("A tally could not be handed on for a long time.", e);
                }
                LogWaiting(e is ServiceAwayException ? e.Message : "The database does not answer.", pause.TotalSeconds);
                await Task.Delay(pause, clock, cancellationToken);
            }
        }
    }

    private async Task Once(AmqpMessage message, CancellationToken cancellationToken)
    {
        var outcome = await reception.TakeOrKeep(message.Arrival, cancellationToken);
        if (outcome is TallyOutcome.Accepted { Replayed: true } && !message.IsNamed && !message.IsAgain)
        {
            // The same words once more, and no redelivery: a number that has been something else meanwhile comes back.
            // Under the name of its words it would be taken for the earlier sending, so the measure decides without a name.
            await reception.TakeOrKeep(message.Arrival with { Key = null }, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "A tally waits: {Because} Trying again in {Seconds} s")]
    private partial void LogWaiting(string because, double seconds);
}
