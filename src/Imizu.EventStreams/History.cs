using Imizu.Contracts;
using JasperFx.Events;

namespace Imizu.EventStreams;

/// <summary>The events of a stream, and which of them are retracted.</summary>
public sealed class History(string stream, IReadOnlyList<IEvent> entries)
{
    private readonly HashSet<Guid> _retracted = [.. entries.Select(e => e.Data).OfType<EntryRetracted>().Select(r => r.EntryId)];

    public string Stream => stream;

    public IReadOnlyList<IEvent> Entries => entries;

    /// <summary>The stream's version; 0 where it does not exist.</summary>
    public long Version => entries.Count == 0 ? 0 : entries[^1].Version;

    public bool IsRetracted(IEvent entry) => _retracted.Contains(entry.Id);

    /// <summary>The events that count: neither retracted nor retractions.</summary>
    public IEnumerable<IEvent> Standing => entries.Where(e => e.Data is not EntryRetracted && !IsRetracted(e));

    /// <summary>The same as the newest versions of their records.</summary>
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
