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
/// Publishes what is committed, in order and with confirms. The event store is the outbox and Marten keeps the checkpoint,
/// which moves only when the broker has confirmed the whole page: every event is announced at least once.
/// </summary>
public sealed partial class Announcer : SubscriptionBase
{
    /// <summary>How many confirms may be outstanding: enough to hide the broker's latency.</summary>
    private const int Window = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromSeconds(10);

    private readonly IBus _bus;
    private readonly ServiceIdentity _service;
    private readonly RecordingMetrics _metrics;
    private readonly ILogger<Announcer> _logger;

    public Announcer(IBus bus, ServiceIdentity service, RecordingMetrics metrics, ILogger<Announcer> logger)
    {
        (_bus, _service, _metrics, _logger) = (bus, service, metrics, logger);
        Name = "Announcer";
        Options.BatchSize = 500;
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

    /// <summary>The broker may be away for long; nothing is lost by waiting, for the events are stored.</summary>
    private async Task UntilConfirmed(EventEnvelope[] window, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            try
            {
                await Task.WhenAll(window.Select(envelope => Announce(envelope, patience.Token)));
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

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "The broker confirms nothing from position {Position} on; trying again ({Reason})")]
    private partial void LogWaiting(long position, string reason);
}
