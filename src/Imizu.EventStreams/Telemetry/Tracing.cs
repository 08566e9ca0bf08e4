using System.Diagnostics;
using Imizu.Contracts;

namespace Imizu.EventStreams.Telemetry;

/// <summary>
/// One trace from the request to the figure: a stored event keeps the trace that recorded it, and whoever handles the event later,
/// in whatever process, goes on in that trace.
/// </summary>
public static class Tracing
{
    /// <summary>The name of Imizu's own spans and instruments.</summary>
    public const string Name = "Imizu";

    public static ActivitySource Source { get; } = new(Name);

    /// <summary>A span in the trace of an event; null where nobody listens, or the event was recorded outside any trace.</summary>
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

    /// <summary>The span that recorded an event; the default where there was none.</summary>
    internal static ActivityContext Recording(EventEnvelope envelope) =>
        ActivityContext.TryParse(envelope.Traceparent, traceState: null, isRemote: true, out var recorded) ? recorded : default;
}
