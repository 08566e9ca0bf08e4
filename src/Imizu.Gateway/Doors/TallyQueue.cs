using Imizu.Gateway.Tallies;

namespace Imizu.Gateway.Doors;

/// <summary>The door by AMQP: what senders publish.</summary>
internal sealed class TallyQueue(
    AmqpConnection broker, AmqpReception reception, MeasureRegister register, TimeProvider clock, ILogger<TallyQueue> log) : QueueReader(broker, clock, log)
{
    private readonly TimeProvider _clock = clock;

    protected override string Queue => AmqpTopology.Queue;

    protected override ushort Prefetch => 128;

    protected override int LaneCount => 8;

    protected override Task Take(AmqpMessage message, CancellationToken cancellationToken) => reception.Take(message, cancellationToken);

    protected override Task Ready(CancellationToken cancellationToken) => register.Since(_clock.GetUtcNow(), cancellationToken);
}
