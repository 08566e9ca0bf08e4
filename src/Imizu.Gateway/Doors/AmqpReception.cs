using Imizu.EventStreams;
using Imizu.Gateway.Tallies;

namespace Imizu.Gateway.Doors;

/// <summary>Takes in one message, however long that takes.</summary>
internal sealed partial class AmqpReception(Reception reception, PastTallies past, TimeProvider clock, ILogger<AmqpReception> log)
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

    /// <summary>
    /// A message-id names a sending, and the service knows what it did under that name. Without one nothing tells a second message of the same
    /// words from the first, so the measure decides: what stands already is Unchanged, which is also what becomes of a message that was recorded
    /// and given out again. Only where it is given out again and another number stands over the same one, it may be either the old message or
    /// a correction back to it: then somebody has to say, and neither is a newer number lost nor a message.
    /// </summary>
    private async Task Once(AmqpMessage message, CancellationToken cancellationToken)
    {
        if (message is { IsAgain: true, Arrival: { MessageId: null, Sender: { } sender }, Tally: { } tally }
            && await past.Of(tally, cancellationToken) is [.., var standing] entries
            && standing.Value != tally.Value && entries.Any(entry => entry.Actor == sender && entry.Value == tally.Value))
        {
            await reception.Keep(message.Arrival, Undecidable(tally, standing), cancellationToken);
            return;
        }
        await reception.TakeOrKeep(message.Arrival, cancellationToken);
    }

    private static Refusal Undecidable(Tally tally, PastTally standing) => new("message-id",
        $"配送し直された集計で、message-id がないため、先に記録した {tally.Value} と同じ送信か、新しい送信かを見分けられません（いまの値は {standing.Value} です）。"
        + "新しい送信なら --over-newer を付けて送り直し、同じ送信なら破棄してください。");

    [LoggerMessage(EventId = 3120, Level = LogLevel.Warning, Message = "A tally waits: {Because} Trying again in {Seconds} s")]
    private partial void LogWaiting(string because, double seconds);
}
