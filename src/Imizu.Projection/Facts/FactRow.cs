using Imizu.Contracts;
using Imizu.Projection.Figures;

namespace Imizu.Projection.Facts;

/// <summary>A row of the read model: a fact with the event that it comes from.</summary>
/// <param name="Source">The source's number; see <see cref="Journal.EventSources"/>.</param>
/// <param name="Position">The event's position at its source.</param>
/// <param name="EventId">The event's permanent id.</param>
/// <param name="Ordinal">Which of the event's facts, from 0.</param>
/// <param name="Subject">The stream it belongs to, where that is named by a UUID; a register's entry is named by the dimension.</param>
/// <param name="Recorded">When the event was recorded (記録日時).</param>
/// <param name="Fact">The fact.</param>
public readonly record struct FactRow(
    short Source, long Position, Guid EventId, short Ordinal, Guid? Subject, DateTimeOffset Recorded, Fact Fact)
{
    /// <summary>The rows of one event.</summary>
    public static IEnumerable<FactRow> Of(short source, long position, Guid eventId, string subject, DateTimeOffset recorded, object happened)
    {
        short ordinal = 0;
        Guid? stream = Guid.TryParseExact(subject.AsSpan(subject.IndexOf('/') + 1), "D", out var id) ? id : null;
        foreach (var fact in FigureCatalog.FactsOf(happened, subject))
        {
            yield return new FactRow(source, position, eventId, ordinal++, stream, recorded, fact);
        }
    }

    /// <summary>The rows of an event in its envelope. The source is the journal stream that has it, as in a replay, not the envelope's.</summary>
    public static IEnumerable<FactRow> Of(short source, EventEnvelope envelope, object happened) => Of(
        source, envelope.Position, envelope.Id, envelope.Subject, envelope.Time, happened);
}
