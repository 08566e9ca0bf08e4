using System.Text.Json;
using Imizu.Contracts;

namespace Imizu.Projection.Journal;

/// <summary>Reads what is taken into the journal, and says what of it is kept and counts nothing.</summary>
internal sealed partial class EventDecoder(EventCatalog known, JournalMetrics metrics, ILogger logger)
{
    /// <summary>
    /// An event that this build cannot read is kept, and counted once a build can. One that is another source's is kept as well, for the feed has
    /// nothing else at its position and would never be passed; it is never counted.
    /// </summary>
    public object? Decoded(string source, EventEnvelope envelope)
    {
        try
        {
            if (envelope.Decode(EventSources.Known(source, known)) is { } happened)
            {
                return happened;
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

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "Kept, not counted: the type {Type} is not known here ({Source}, position {Position})")]
    private partial void LogUnknown(string type, string source, long position);

    [LoggerMessage(EventId = 2007, Level = LogLevel.Error, Message = "Kept, not counted: the type {Type} is another's, and {Source} has told it (position {Position})")]
    private partial void LogForeign(string type, string source, long position);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "Kept, not counted: the data is not of the type {Type} ({Source}, position {Position})")]
    private partial void LogUnreadable(string type, string source, long position);
}
