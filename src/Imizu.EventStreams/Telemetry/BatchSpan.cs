using System.Diagnostics;
using Imizu.Contracts;

namespace Imizu.EventStreams.Telemetry;

/// <summary>The spans of a batch of events: one for the batch, and one in each event's own trace, linked both ways.</summary>
public sealed class BatchSpan : IDisposable
{
    private readonly Activity? _work;
    private readonly List<Activity?> _events;

    /// <param name="work">What is done with all of them.</param>
    /// <param name="handling">What that is to each.</param>
    /// <param name="kind">Whether the events are sent or received.</param>
    /// <param name="events">The events.</param>
    public BatchSpan(string work, string handling, ActivityKind kind, IReadOnlyList<EventEnvelope> events)
    {
        _work = Tracing.Source.StartActivity(work, ActivityKind.Internal, parentContext: default, links: Links(events))?.SetTag("imizu.events", events.Count);
        _events = [.. events.Select(envelope => Tracing.Handling(handling, kind, envelope, _work?.Context))];
        Activity.Current = _work ?? Activity.Current;
    }

    /// <summary>Ends the spans.</summary>
    public void Dispose()
    {
        // Each puts the one before it back in its place.
        for (var last = _events.Count - 1; last >= 0; last--)
        {
            _events[last]?.Dispose();
        }
        _work?.Dispose();
    }

    private static IEnumerable<ActivityLink> Links(IEnumerable<EventEnvelope> events) =>
        events.Select(Tracing.Recording).Where(recorded => recorded != default).Select(recorded => new ActivityLink(recorded));
}
