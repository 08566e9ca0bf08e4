using System.Collections.Concurrent;
using Imizu.EventStreams;
using Imizu.Gateway.Tallies;

namespace Imizu.Gateway.Doors;

/// <summary>Takes in one message, however long that takes.</summary>
internal sealed class AmqpReception(Reception reception, LastResort last, PastTallies past, MeasureRegister register, Patience patience)
{
    /// <summary>How many are handed on to a service at once. Each service has its own: those that wait for one keep none from another.</summary>
    private const int AtOnce = 8;

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new();

    /// <summary>Returns when it is in the service's stream or in the dead letters: then it can be acked.</summary>
    /// <exception cref="TimeoutException">What it needs has been away for long: back to the queue with it.</exception>
    public Task Take(AmqpMessage message, CancellationToken cancellationToken)
    {
        var errors = 0;
        return patience.Try(async () =>
        {
            var turn = _turns.GetOrAdd(register.ServiceOf(message.Tally?.Measure) ?? "", _ => new SemaphoreSlim(AtOnce));
            await turn.WaitAsync(cancellationToken);
            try
            {
                await last.Try(message.Arrival, errors, () => Once(message, cancellationToken), cancellationToken);
            }
            catch (ServiceAwayException e) when (LastResort.IsError(e))
            {
                errors++;
                throw;
            }
            finally
            {
                turn.Release();
            }
        }, cancellationToken);
    }

    /// <summary>
    /// A message-id names a sending, and the service knows what it did under that name. Without one nothing tells a second message of the same
    /// words from the first, so the measure decides: what stands already is Unchanged, which is also what becomes of a message that was recorded
    /// and given out again. Only where it is given out again and another number stands over the same one, it may be either the old message or
    /// a correction back to it: then somebody has to say, and neither is a newer number lost nor a message.
    /// </summary>
    private async Task<TallyOutcome> Once(AmqpMessage message, CancellationToken cancellationToken)
    {
        if (message is { IsAgain: true, Arrival: { MessageId: null, Sender: { } sender }, Tally: { } tally }
            && await past.Of(tally, cancellationToken) is [.., var standing] entries
            && standing.Value != tally.Value && entries.Any(entry => entry.Actor == sender && entry.Value == tally.Value))
        {
            return await reception.Keep(message.Arrival, Undecidable(tally, standing), cancellationToken);
        }
        return await reception.TakeOrKeep(message.Arrival, cancellationToken);
    }

    private static Refusal Undecidable(Tally tally, PastTally standing) => new("message-id",
        $"配送し直された集計で、message-id がないため、先に記録した {tally.Value} と同じ送信か、新しい送信かを見分けられません（いまの値は {standing.Value} です）。"
        + "新しい送信なら --over-newer を付けて送り直し、同じ送信なら破棄してください。");
}
