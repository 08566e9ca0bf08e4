using Imizu.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Imizu.Gateway.Tallies;

/// <summary>The exchange and the queues for tallies.</summary>
internal static class TallyQueues
{
    /// <summary>The queue of tallies, consumed by one gateway at a time; how long it becomes is a policy's (<see cref="Broker.TallyBounds"/>).</summary>
    public const string Tallies = "imizu.field-tallies";

    /// <summary>The queue of messages that exceeded their delivery limit.</summary>
    public const string DeadLetters = "imizu.field-tallies.dead-letters";

    /// <summary>The delivery limit of the queue: how often a gateway may crash, or give a message back.</summary>
    public const int DeliveryLimit = 20;

    /// <summary>A delivery limit that is never reached.</summary>
    /// <remarks>
    /// RabbitMQ 4 drops messages after 20 deliveries where a queue has no limit and no dead-letter target; -1 means unlimited there, but on
    /// older versions it drops a message at its first redelivery.
    /// </remarks>
    private const int Never = 2_000_000_000;

    public static async Task Declare(IConnection connection, IChannel channel, CancellationToken cancellationToken)
    {
        await using (var own = await connection.CreateChannelAsync(cancellationToken: cancellationToken))
        {
            try
            {
                await Declare(own, DeadLetters, new() { ["x-delivery-limit"] = Never }, cancellationToken);
            }
            catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.PreconditionFailed)
            {
                // The queue was declared without a limit, and is left as it is; its channel is closed by that.
            }
        }
        await channel.ExchangeDeclareAsync(Exchanges.FieldTallies, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellationToken);
        await Declare(channel, Tallies, new()
        {
            ["x-delivery-limit"] = DeliveryLimit,
            ["x-dead-letter-exchange"] = "",
            ["x-dead-letter-routing-key"] = DeadLetters,
            // Kept until the dead-letter queue has confirmed the message.
            ["x-dead-letter-strategy"] = "at-least-once",
            // A sender is told by its confirm that the queue is full.
            ["x-overflow"] = "reject-publish",
        }, cancellationToken);
        await channel.QueueBindAsync(Tallies, Exchanges.FieldTallies, "#", cancellationToken: cancellationToken);
    }

    private static Task<QueueDeclareOk> Declare(IChannel channel, string queue, Dictionary<string, object?> arguments, CancellationToken cancellationToken) =>
        channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>(arguments)
        {
            ["x-queue-type"] = "quorum",
            // Two gateways at once would break the order of a measure's tallies.
            ["x-single-active-consumer"] = true,
        }, cancellationToken: cancellationToken);
}
