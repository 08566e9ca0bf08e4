using System.Text.Json;
using Imizu.Contracts;
using Imizu.Projection.Figures;

namespace Imizu.Projection.Journal;

/// <summary>Deserializes journalled events, and logs the ones that are stored but not projected.</summary>
internal sealed partial class EventDecoder(EventCatalog known, JournalMetrics metrics, ILogger logger)
{
    /// <summary>
    /// The event; null where its type is unknown, belongs to another source, its data is invalid, or no figure can hold its numbers. It is stored in any case, because the feed
    /// has nothing else at its position.
    /// </summary>
    public object? Decoded(string source, EventEnvelope envelope)
    {
        try
        {
            if (envelope.Decode(EventSources.Known(source, known)) is { } happened)
            {
                if (FigureCatalog.IsCountable(happened, envelope.Subject))
                {
                    return happened;
                }
                LogUncountable(envelope.Type, source, envelope.Position);
                metrics.NotCounted(source);
                return null;
            }
            if (known.Knows(envelope.Type))
            {
                LogForeign(envelope.Type, source, envelope.Position);
            }
            else
            {
                LogUnknown(envelope.Type, source, envelope.Position);
            }
        }
        catch (JsonException)
        {
            LogUnreadable(envelope.Type, source, envelope.Position);
        }
        metrics.NotCounted(source);
        return null;
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "Stored, not projected: event type {Type} is unknown to this build ({Source}, position {Position})")]
    private partial void LogUnknown(string type, string source, long position);

    [LoggerMessage(EventId = 2007, Level = LogLevel.Error, Message = "Stored, not projected: {Type} does not belong to {Source} (position {Position})")]
    private partial void LogForeign(string type, string source, long position);

    [LoggerMessage(EventId = 2010, Level = LogLevel.Error, Message = "Stored, not projected: no figure can hold the numbers of {Type} ({Source}, position {Position})")]
    private partial void LogUncountable(string type, string source, long position);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "Stored, not projected: the data cannot be deserialized as {Type} ({Source}, position {Position})")]
    private partial void LogUnreadable(string type, string source, long position);
}
