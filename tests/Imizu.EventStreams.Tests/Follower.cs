using System.Text.Json;
using Imizu.Contracts;
using Imizu.Testing.Servers;
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

    /// <summary>Waits until so many events came. Each comes at least once: what came twice is one.</summary>
    public Task Until(int events) => Eventually.Is(
        () => Received.DistinctBy(received => received.Envelope.Id).Count() >= events,
        $"{events} events", () => $"Only these came: {string.Join(", ", Received.Select(received => $"{received.Envelope.Position} {received.Envelope.Type}"))}");

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
