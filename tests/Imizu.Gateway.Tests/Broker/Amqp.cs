using Imizu.Testing.Servers;
using RabbitMQ.Client;
using Xunit;

namespace Imizu.Gateway.Tests.Broker;

/// <summary>The broker as any client sees it.</summary>
internal static class Amqp
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>A connection as that account, which is not opened again where it is closed.</summary>
    public static Task<IConnection> Connect(this RunningGateway gateway, (string Name, string Password) account) =>
        new ConnectionFactory { Uri = new Uri(gateway.Broker), UserName = account.Name, Password = account.Password, AutomaticRecoveryEnabled = false }
            .CreateConnectionAsync(Cancelled);

    /// <summary>A connection as the administrator.</summary>
    public static Task<IConnection> Connect(this RunningGateway gateway) =>
        new ConnectionFactory { Uri = new Uri(gateway.Broker) }.CreateConnectionAsync(Cancelled);

    /// <summary>A queue that stays, bound to all events.</summary>
    public static async Task DeclareBound(this IChannel channel, string queue, IDictionary<string, object?>? arguments = null, bool exclusive = false)
    {
        await channel.QueueDeclareAsync(queue, durable: true, exclusive, autoDelete: false, arguments, cancellationToken: Cancelled);
        await channel.QueueBindAsync(queue, "imizu.events", "#", cancellationToken: Cancelled);
    }

    /// <summary>The next message of a queue, once there is one.</summary>
    public static async Task<BasicGetResult> Next(this IChannel channel, string queue) =>
        (await Eventually.Seen(() => channel.BasicGetAsync(queue, autoAck: true, Cancelled), message => message is not null, $"a message in {queue}"))!;
}
