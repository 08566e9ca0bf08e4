using System.Runtime.CompilerServices;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Follower;

/// <summary>A message as it came, what it is acknowledged by, and the account that published it, which the broker vouches for.</summary>
internal sealed record Message(ulong Tag, byte[] Body, string? Publisher);

/// <summary>This account's own queue on the broker, bound to all of Imizu's events.</summary>
internal sealed class EventQueue : IAsyncDisposable
{
    private const ushort Most = 500;

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly Channel<Message> _arrived;

    private EventQueue(IConnection connection, IChannel channel, Channel<Message> arrived) => (_connection, _channel, _arrived) = (connection, channel, arrived);

    /// <summary>Declares and binds it, and begins to receive. Fails while another process has it.</summary>
    public static async Task<EventQueue> Open(Uri broker, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false };
        var connection = await factory.CreateConnectionAsync("follower-csharp", cancellationToken);
        try
        {
            var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            var name = $"{factory.UserName}.events";
            // While nobody reads, Imizu lets it grow up to a bound; the feed has what is dropped.
            await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
            await channel.QueueBindAsync(name, "imizu.events", "jp.imizu.#", cancellationToken: cancellationToken);
            await channel.BasicQosAsync(0, Most, global: false, cancellationToken);
            return new EventQueue(connection, channel, await Receive(channel, name, cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>What comes, as much as there is at once; an empty batch when a second has brought nothing. Ends only by an exception.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Message>> Batches([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            using var second = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            second.CancelAfter(TimeSpan.FromSeconds(1));
            try
            {
                await _arrived.Reader.WaitToReadAsync(second.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Nothing for a second.
            }
            var batch = new List<Message>();
            while (batch.Count < Most && _arrived.Reader.TryRead(out var message))
            {
                batch.Add(message);
            }
            yield return batch;
        }
    }

    /// <summary>Acknowledges a message and all before it.</summary>
    public ValueTask Acknowledge(ulong tag, CancellationToken cancellationToken) => _channel.BasicAckAsync(tag, multiple: true, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static async Task<Channel<Message>> Receive(IChannel channel, string queue, CancellationToken cancellationToken)
    {
        var arrived = Channel.CreateUnbounded<Message>();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) => arrived.Writer
            .WriteAsync(new Message(delivery.DeliveryTag, delivery.Body.ToArray(), delivery.BasicProperties.UserId), CancellationToken.None).AsTask();
        consumer.UnregisteredAsync += (_, _) => Task.FromResult(arrived.Writer.TryComplete(new IOException("The broker took the queue away.")));
        channel.ChannelShutdownAsync += (_, reason) => Task.FromResult(arrived.Writer.TryComplete(new IOException(reason.ReplyText)));
        // Exclusive: two processes that share a queue would each have half of the events, and one state file.
        await channel.BasicConsumeAsync(queue, autoAck: false, consumerTag: "", noLocal: false, exclusive: true, arguments: null, consumer, cancellationToken);
        return arrived;
    }
}
