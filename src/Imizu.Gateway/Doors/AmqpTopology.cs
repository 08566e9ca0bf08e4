using Imizu.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Imizu.Gateway.Doors;

/// <summary>What the broker has for tallies.</summary>
internal static class AmqpTopology
{
    /// <summary>What all is read from, by one gateway at a time.</summary>
    public const string Queue = "imizu.field-tallies";

    /// <summary>What no gateway managed to take in.</summary>
    public const string DeadLetters = "imizu.field-tallies.dead-letters";

    /// <summary>How often a message is given out. Waiting for a service counts as nothing; each gateway that dies with it counts one.</summary>
    public const int DeliveryLimit = 20;

    /// <summary>
    /// A broker of version 4 drops after 20 deliveries what has no limit of its own and nowhere to go. To that one "no limit" is -1, at which an
    /// older one drops what is given back once; a limit that nothing reaches does for all.
    /// </summary>
    private const int Never = 2_000_000_000;

    public static async Task Declare(IConnection connection, IChannel channel, CancellationToken cancellationToken)
    {
        await DeclareDeadLetters(connection, cancellationToken);
        await channel.ExchangeDeclareAsync(Exchanges.FieldTallies, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum",
            // Several gateways side by side would mix up what has an order.
            ["x-single-active-consumer"] = true,
            ["x-delivery-limit"] = DeliveryLimit,
            ["x-dead-letter-exchange"] = "",
            ["x-dead-letter-routing-key"] = DeadLetters,
            // Kept until the other queue has it.
            ["x-dead-letter-strategy"] = "at-least-once",
            ["x-overflow"] = "reject-publish",
        }, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(Queue, Exchanges.FieldTallies, "#", cancellationToken: cancellationToken);
    }

    /// <summary>On a channel of its own: one on which something is refused is closed.</summary>
    private static async Task DeclareDeadLetters(IConnection connection, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            await channel.QueueDeclareAsync(DeadLetters, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>
            {
                ["x-queue-type"] = "quorum",
                ["x-single-active-consumer"] = true,
                ["x-delivery-limit"] = Never,
            }, cancellationToken: cancellationToken);
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.PreconditionFailed)
        {
            // It is there from before it was declared with a limit, and stays as it is.
        }
    }
}
