using System.Text.Json;
using Imizu.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Imizu.EventStreams.Tests;

/// <summary>Another system: a queue of its own on the exchange, by plain AMQP.</summary>
internal sealed class Follower : IAsyncDisposable
{
    private readonly List<(EventEnvelope Envelope, string RoutingKey, string? ContentType)> _received = [];
    private IConnection _connection = null!;
    private IChannel _channel = null!;

    public IReadOnlyList<(EventEnvelope Envelope, string RoutingKey, string? ContentType)> Received
    {
        get
        {
            lock (_received)
            {
                return [.. _received];
            }
        }
    }

    public static async Task<Follower> Start(string broker, string routingKeys)
    {
        var follower = new Follower { _connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync() };
        follower._channel = await follower._connection.CreateChannelAsync();
        await follower._channel.ExchangeDeclareAsync("imizu.events", ExchangeType.Topic, durable: true);
        var queue = await follower._channel.QueueDeclareAsync();
        await follower._channel.QueueBindAsync(queue.QueueName, "imizu.events", routingKeys);
        var consumer = new AsyncEventingBasicConsumer(follower._channel);
        consumer.ReceivedAsync += follower.Take;
        await follower._channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        return follower;
    }

    /// <summary>Waits until something is so of what came; fails after half a minute with what did come.</summary>
    public async Task Until(Func<IReadOnlyList<EventEnvelope>, bool> isSo, CancellationToken cancellationToken)
    {
        for (var tries = 0; !isSo([.. Received.Select(r => r.Envelope)]); tries++)
        {
            if (tries == 300)
            {
                throw new TimeoutException($"Only these came: {string.Join(", ", Received.Select(r => $"{r.Envelope.Position} {r.Envelope.Type}"))}");
            }
            await Task.Delay(100, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private Task Take(object sender, BasicDeliverEventArgs delivery)
    {
        var envelope = JsonSerializer.Deserialize<EventEnvelope>(delivery.Body.Span, ContractJson.Options)!;
        lock (_received)
        {
            _received.Add((envelope, delivery.RoutingKey, delivery.BasicProperties.ContentType));
        }
        return Task.CompletedTask;
    }
}
