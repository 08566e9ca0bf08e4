using System.Collections.Frozen;
using System.Reflection;

namespace Imizu.Contracts;

/// <summary>Every event of the published language, by its permanent name and by its record.</summary>
public static class EventCatalog
{
    private static readonly FrozenDictionary<Type, EventTypeAttribute> ByRecord = typeof(EventCatalog).Assembly.GetTypes()
        .Select(record => (record, attribute: record.GetCustomAttribute<EventTypeAttribute>(inherit: false)))
        .Where(found => found.attribute is not null)
        .ToFrozenDictionary(found => found.record, found => found.attribute!);

    private static readonly FrozenDictionary<string, Type> ByName =
        ByRecord.ToFrozenDictionary(entry => entry.Value.Name, entry => entry.Key, StringComparer.Ordinal);

    /// <summary>All events, in the order of their names.</summary>
    public static IReadOnlyList<(string Name, Type Record)> All { get; } =
        [.. ByName.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, entry.Value))];

    /// <summary>The permanent name of an event's record.</summary>
    /// <exception cref="ArgumentException">The record carries no <see cref="EventTypeAttribute"/>.</exception>
    public static string NameOf(Type record) => Described(record).Name;

    /// <summary>What staff call such an event, such as 相談受付.</summary>
    /// <exception cref="ArgumentException">The record carries no <see cref="EventTypeAttribute"/>.</exception>
    public static string WordOf(Type record) => Described(record).Word;

    /// <summary>The provision that such an event is recorded under.</summary>
    /// <exception cref="ArgumentException">The record carries no <see cref="EventTypeAttribute"/>.</exception>
    public static string LegalBasisOf(Type record) => Described(record).LegalBasis;

    /// <summary>The record behind a name; null for a name from the future.</summary>
    public static Type? RecordOf(string name) => ByName.GetValueOrDefault(name);

    private static EventTypeAttribute Described(Type record) =>
        ByRecord.GetValueOrDefault(record) ?? throw new ArgumentException($"{record} is no published event.", nameof(record));
}
