using System.Text.Json;
using Imizu.Contracts;
using JasperFx.Events;

namespace Imizu.EventStreams.Announcing;

/// <summary>Wraps stored events in their CloudEvents envelope; the same for the broker and the feed.</summary>
public static class Envelopes
{
    /// <summary>The metadata header of a stored event with its trace context.</summary>
    public const string Traceparent = "traceparent";

    public static EventEnvelope Of(IEvent stored, long previous, string source) => new()
    {
        Id = stored.Id,
        Source = source,
        Type = EventCatalog.NameOf(stored.EventType),
        Subject = stored.StreamKey!,
        Time = stored.Timestamp.ToUniversalTime(),
        Position = stored.Sequence,
        Previousposition = previous,
        Streamversion = checked((int)stored.Version),
        Correlationid = stored.CorrelationId,
        Causationid = stored.CausationId,
        Legalbasis = EventCatalog.LegalBasisOf(stored.EventType),
        Actor = stored.UserName!,
        Traceparent = stored.GetHeader(Traceparent)?.ToString(),
        Data = JsonSerializer.SerializeToElement(stored.Data, stored.EventType, ContractJson.Options),
    };

    /// <summary>Wraps consecutive events, each with the position of the one before it.</summary>
    public static IEnumerable<EventEnvelope> Chain(IEnumerable<IEvent> stored, long previous, string source)
    {
        foreach (var entry in stored)
        {
            yield return Of(entry, previous, source);
            previous = entry.Sequence;
        }
    }
}
