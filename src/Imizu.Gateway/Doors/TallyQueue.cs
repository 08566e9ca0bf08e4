using Imizu.Gateway.DeadLetters;
using Imizu.Gateway.Tallies;

namespace Imizu.Gateway.Doors;

/// <summary>The door by AMQP: what senders publish.</summary>
internal sealed class TallyQueue(
    AmqpConnection broker, AmqpReception reception, MeasureRegister register, DeadLetterBox letters, TimeProvider clock, ILogger<TallyQueue> log)
    : QueueReader(broker, clock, log)
{
    /// <summary>
    /// Being given out and back counts against a message at the broker, though it is only its service that is away. So after that has
    /// happened, nothing is given out for as long as one is away, but every few hours: the limit then is a matter of days.
    /// </summary>
    private static readonly TimeSpan Rest = TimeSpan.FromHours(3);

    private readonly TimeProvider _clock = clock;
    private DateTimeOffset _restsUntil;

    protected override string Queue => AmqpTopology.Queue;

    /// <summary>
    /// What waits for a service that is away is held here, so that the others' get past; a body takes 64 KiB at most, and mostly some 200 bytes.
    /// </summary>
    protected override ushort Prefetch => 2000;

    protected override async Task Take(AmqpMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await reception.Take(message, cancellationToken);
        }
        catch (TimeoutException)
        {
            _restsUntil = _clock.GetUtcNow() + Rest;
            throw;
        }
    }

    /// <summary>One service is enough, and the database.</summary>
    protected override async Task Ready(CancellationToken cancellationToken)
    {
        await letters.Waiting(cancellationToken);
        var answering = await register.Answering(cancellationToken);
        if (answering.Count == 0 || (answering.Count < TallyServices.Names.Count && _clock.GetUtcNow() < _restsUntil))
        {
            throw new ServiceAwayException(TallyServices.Names.First(name => !answering.Contains(name)));
        }
    }
}
