using System.Diagnostics;
using Imizu.Contracts;

namespace Imizu.EventStreams.Telemetry;

/// <summary>
/// Continues the trace that recorded an event wherever the event is handled later, so that one trace leads from the request to the figure.
/// </summary>
public static class Tracing
{
    /// <summary>The name of Imizu's activity source and meter.</summary>
    public const string Name = "Imizu";

    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Starts a span in the trace of an event; null where nothing listens or the event has no trace.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="kind">Whether the event is sent or received.</param>
    /// <param name="envelope">The event.</param>
    /// <param name="batch">The batch that it is handled in, if it is not handled alone.</param>
    public static Activity? Handling(string name, ActivityKind kind, EventEnvelope envelope, ActivityContext? batch = null) =>
        Recording(envelope) is var recorded && recorded == default
            ? null
            : Source.StartActivity(name, kind, recorded, links: batch is { } work ? [new ActivityLink(work)] : null)
                ?.SetTag("imizu.event.id", envelope.Id).SetTag("imizu.event.type", envelope.Type)
                .SetTag("imizu.event.source", envelope.Source).SetTag("imizu.event.position", envelope.Position);

    /// <summary>The span context that recorded an event; the default where there is none.</summary>
    internal static ActivityContext Recording(EventEnvelope envelope) =>
        ActivityContext.TryParse(envelope.Traceparent, traceState: null, isRemote: true, out var recorded) ? recorded : default;
}
