using Imizu.Contracts;
using JasperFx.Events;

namespace Imizu.EventStreams;

/// <summary>All that a stream holds, and of it what still counts.</summary>
public sealed class History(string stream, IReadOnlyList<IEvent> entries)
{
    private readonly HashSet<Guid> _retracted = [.. entries.Select(e => e.Data).OfType<EntryRetracted>().Select(r => r.EntryId)];

    public string Stream => stream;

    public IReadOnlyList<IEvent> Entries => entries;

    /// <summary>How many entries there are; 0 where the stream does not exist.</summary>
    public long Version => entries.Count == 0 ? 0 : entries[^1].Version;

    public bool IsRetracted(IEvent entry) => _retracted.Contains(entry.Id);

    /// <summary>The entries that count: neither retracted nor a retraction.</summary>
    public IEnumerable<IEvent> Standing => entries.Where(e => e.Data is not EntryRetracted && !IsRetracted(e));

    /// <summary>What the standing entries amount to.</summary>
    public TState State<TState, TEvent, TCommand>(StreamDefinition<TState, TEvent, TCommand> definition)
        where TEvent : class
        where TCommand : StreamCommand =>
        Standing.Select(e => e.Happened()).OfType<TEvent>().Aggregate(definition.Initial, definition.Evolve);
}

/// <summary>What happened, as the rules know it.</summary>
internal static class HappenedEvents
{
    /// <summary>The newest version of what an entry recorded. The entry itself stays as it is, for that is what is announced and hashed.</summary>
    public static object Happened(this IEvent entry) => EventCatalog.Newest(entry.Data);
}
