using Imizu.EventStreams;
using RabbitMQ.Client;

namespace Imizu.Gateway.Doors;

/// <summary>Connections to the broker for tallies.</summary>
internal sealed class AmqpConnection(IConfiguration configuration)
{
    /// <summary>More than any broker takes: what it took has to be readable, or it would come back for ever.</summary>
    private const uint LargestMessage = 600 * 1024 * 1024;

    /// <summary>A new one. It does not come back by itself: then nothing would be known of what was given out before.</summary>
    /// <param name="purpose">What the broker lists it as.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IConnection> Open(string purpose, CancellationToken cancellationToken) => new ConnectionFactory
    {
        Uri = new Uri(configuration.Connection("messaging")),
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
        ClientProvidedName = $"gateway: {purpose}",
        MaxInboundMessageBodySize = LargestMessage,
    }.CreateConnectionAsync(cancellationToken);
}
