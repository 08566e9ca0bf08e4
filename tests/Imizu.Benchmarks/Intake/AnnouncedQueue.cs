using Imizu.Projection.Journal;
using RabbitMQ.Client;

namespace Imizu.Benchmarks.Intake;

/// <summary>
/// The queue between the services and the projection service. The journal can be complete, by way of the feed, while the same events are
/// still being announced; what is measured next has to wait for them.
/// </summary>
internal sealed class AnnouncedQueue(IConnection connection, IChannel channel, ServiceDatabase service) : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public static async Task<AnnouncedQueue> Open(Uri broker, ServiceDatabase service, CancellationToken cancellationToken)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(cancellationToken);
        return new AnnouncedQueue(connection, await connection.CreateChannelAsync(cancellationToken: cancellationToken), service);
    }

    /// <summary>Until everything is announced, and nothing waits to be taken in.</summary>
    public async Task UntilQuiet(CancellationToken cancellationToken)
    {
        await service.UntilAnnounced(cancellationToken);
        while (await channel.MessageCountAsync(JournalHosting.Queue, cancellationToken) > 0)
        {
            await Task.Delay(Look, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
