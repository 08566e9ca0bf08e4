using Imizu.Contracts;
using Imizu.EventStreams.Storage;
using JasperFx.Events;

namespace Imizu.EventStreams;

/// <summary>The events of a stream, which of them are retracted, and which count in the place of another.</summary>
public sealed class History(string stream, IReadOnlyList<IEvent> entries)
{
    private readonly Dictionary<Guid, EntryRetracted> _retractions =
        entries.Select(e => e.Data).OfType<EntryRetracted>().DistinctBy(r => r.EntryId).ToDictionary(r => r.EntryId);

    private readonly Dictionary<Guid, long> _places =
        entries.Select(e => e.Data).OfType<EntryRetracted>()
        .Where(r => r is { ReplacedBy: not null, Place: not null }).DistinctBy(r => r.ReplacedBy).ToDictionary(r => r.ReplacedBy!.Value, r => r.Place!.Value);

    public string Stream => stream;

    public IReadOnlyList<IEvent> Entries => entries;

    /// <summary>The stream with events that are about to be appended, by whom.</summary>
    internal History With(IReadOnlyList<IEvent> events, string actor)
    {
        var redactions = events.Select(entry => entry.Data).OfType<TextRedacted>().ToList();
        return new(stream,
        [
            .. entries.Select(entry => redactions.FirstOrDefault(redaction => redaction.EntryId == entry.Id) is { } redaction ? Erasure.Erased(entry, redaction.Members) : entry),
            .. events.Select((entry, number) =>
            {
                var appended = Event.For(entry.Data);
                // Behind all that is there.
                (appended.Id, appended.Version, appended.Sequence, appended.UserName) = (entry.Id, Version + 1 + number, long.MaxValue / 2 + number, actor);
                return appended;
            }),
        ]);
    }

    /// <summary>The stream's version; 0 where it does not exist.</summary>
    public long Version => entries.Count == 0 ? 0 : entries[^1].Version;

    /// <summary>The retraction of an entry; null where it stands.</summary>
    public EntryRetracted? RetractionOf(Guid entryId) => _retractions.GetValueOrDefault(entryId);

    /// <summary>Whether the texts of an entry were erased.</summary>
    public bool IsRedacted(Guid entryId) => entries.Any(e => e.Data is TextRedacted redaction && redaction.EntryId == entryId);

    /// <summary>The position at which an entry counts: its own, or that of the entry that was corrected by it.</summary>
    public long PlaceOf(IEvent entry) => _places.GetValueOrDefault(entry.Id, entry.Sequence);

    /// <summary>The events that count, neither retracted nor retractions or redactions, in the order in which they count.</summary>
    public IEnumerable<IEvent> Standing => entries.Where(e => e.Data is not (EntryRetracted or TextRedacted) && RetractionOf(e.Id) is null).OrderBy(PlaceOf);

    /// <summary>Those of them that are of a kind of stream's events, in the newest versions of their records.</summary>
    public IEnumerable<IEvent> StandingOf<TEvent>() => Standing.Where(e => e.Happened() is TEvent);

    /// <summary>The same as what happened.</summary>
    public IEnumerable<TEvent> Happened<TEvent>() => Standing.Select(e => e.Happened()).OfType<TEvent>();

    /// <summary>The state folded from the events that count.</summary>
    public TState State<TState, TEvent, TCommand>(StreamDefinition<TState, TEvent, TCommand> definition)
        where TEvent : class
        where TCommand : StreamCommand =>
        Happened<TEvent>().Aggregate(definition.Initial, definition.Evolve);
}

/// <summary>Upcasts stored events.</summary>
internal static class HappenedEvents
{
    /// <summary>The newest version of a stored event; the stored one stays as it is, because it is what is announced and hashed.</summary>
    public static object Happened(this IEvent entry) => EventCatalog.Newest(entry.Data);
}
