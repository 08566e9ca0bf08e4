using System.Diagnostics;
using Imizu.Contracts;
using Imizu.EventStreams.Telemetry;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Imizu.EventStreams.Announcing;

/// <summary>
/// A Marten subscription that publishes committed events to RabbitMQ in order, with publisher confirms, at least once. The event store is the
/// outbox: Marten's checkpoint advances only after the broker has confirmed the whole page.
/// </summary>
public sealed partial class Announcer : SubscriptionBase
{
    /// <summary>The maximum number of outstanding publisher confirms; large enough to hide the broker's latency.</summary>
    private const int Window = 100;

    /// <summary>The most events that are read at once.</summary>
    internal const int Page = 500;

    /// <summary>What Marten calls its progress.</summary>
    internal const string Shard = $"{nameof(Announcer)}:All";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), ConfirmTimeout = TimeSpan.FromSeconds(10);

    private readonly IBus _bus;
    private readonly ServiceIdentity _service;
    private readonly RecordingMetrics _metrics;
    private readonly ILogger<Announcer> _logger;

    public Announcer(IBus bus, ServiceIdentity service, RecordingMetrics metrics, ILogger<Announcer> logger)
    {
        (_bus, _service, _metrics, _logger) = (bus, service, metrics, logger);
        Name = nameof(Announcer);
        Options.BatchSize = Page;
    }

    public override async Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        var previous = await operations.LastPositionUpTo(page.SequenceFloor, cancellationToken);
        foreach (var window in Envelopes.Chain(page.Events.Where(EventLog.IsEvent), previous, _service.Source).Chunk(Window))
        {
            _metrics.Announcing(window);
            await UntilConfirmed(window, cancellationToken);
            _metrics.Announced(window);
        }
        return NullChangeListener.Instance;
    }

    /// <summary>Publishes a window until the broker has confirmed it; retries without limit, because the events are stored.</summary>
    private async Task UntilConfirmed(EventEnvelope[] window, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(ConfirmTimeout);
            try
            {
                // The first one opens the channel where there is none: what is sent while it opens would be sent in any order.
                await Announce(window[0], timeout.Token);
                await Task.WhenAll(window.Skip(1).Select(envelope => Announce(envelope, timeout.Token)));
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogWaiting(window[0].Position, e.Message);
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    private async Task Announce(EventEnvelope envelope, CancellationToken cancellationToken)
    {
        using var span = Tracing.Handling("announce", ActivityKind.Producer, envelope);
        await _bus.Publish(envelope, cancellationToken);
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "Publishing from position {Position} on was not confirmed by the broker; retrying ({Reason})")]
    private partial void LogWaiting(long position, string reason);
}
