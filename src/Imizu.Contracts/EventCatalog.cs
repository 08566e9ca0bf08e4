using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace Imizu.Contracts;

/// <summary>Events by their permanent names, and the way from what was written once to its newest version.</summary>
/// <param name="records">The records of events, each with an <see cref="EventTypeAttribute"/>; old versions among them.</param>
public sealed class EventCatalog(IEnumerable<Type> records)
{
    private static readonly ConcurrentDictionary<Type, EventTypeAttribute> Known = new();

    private readonly FrozenDictionary<string, Type> _records = records.ToFrozenDictionary(NameOf, StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, EventCatalog> _ofServices = new();

    /// <summary>Every event of the published language, by its permanent name and by its record.</summary>
    public static EventCatalog Published { get; } =
        new(typeof(EventCatalog).Assembly.GetTypes().Where(type => type.IsDefined(typeof(EventTypeAttribute), inherit: false)));

    /// <summary>All published events, in the order of their names.</summary>
    public static IReadOnlyList<(string Name, Type Record)> All { get; } =
        [.. Published._records.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, entry.Value))];

    /// <summary>The permanent name of an event's record.</summary>
    /// <exception cref="ArgumentException">The record carries no <see cref="EventTypeAttribute"/>.</exception>
    public static string NameOf(Type record) => Described(record).Name;

    /// <summary>What staff call such an event, such as 相談受付.</summary>
    /// <exception cref="ArgumentException">The record carries no <see cref="EventTypeAttribute"/>.</exception>
    public static string WordOf(Type record) => Described(record).Word;

    /// <summary>The provision that such an event is recorded under.</summary>
    /// <exception cref="ArgumentException">The record carries no <see cref="EventTypeAttribute"/>.</exception>
    public static string LegalBasisOf(Type record) => Described(record).LegalBasis;

    /// <summary>The record behind a published name; null for a name from the future.</summary>
    public static Type? RecordOf(string name) => Published._records.GetValueOrDefault(name);

    /// <summary>Of these events, those that a service may record: whatever else it tells is not known.</summary>
    /// <param name="service">Its name in the stack.</param>
    /// <seealso cref="EventAreas"/>
    public EventCatalog Of(string service) => _ofServices.GetOrAdd(
        service, one => new EventCatalog(_records.Where(entry => EventAreas.Has(one, entry.Key)).Select(entry => entry.Value)));

    /// <summary>Whether a permanent name is among these events.</summary>
    public bool Knows(string name) => _records.ContainsKey(name);

    /// <summary>An event as the newest version of its record: all that rules need to know of.</summary>
    /// <param name="happened">As it was recorded.</param>
    public static object Newest(object happened)
    {
        while (happened is IUpcast<object> old)
        {
            happened = old.Upcast();
        }
        return happened;
    }

    /// <summary>The newest version of a record: what <see cref="Newest(object)"/> makes of its events.</summary>
    public static Type NewestOf(Type record) =>
        Array.Find(record.GetInterfaces(), known => known.IsGenericType && known.GetGenericTypeDefinition() == typeof(IUpcast<>)) is { } upcast
            ? NewestOf(upcast.GetGenericArguments()[0])
            : record;

    /// <summary>An event's data as the newest version of its record; null where the name is not known here.</summary>
    /// <param name="name">The permanent name that the data was recorded under.</param>
    /// <param name="data">JSON.</param>
    /// <exception cref="JsonException">The data does not have the shape of its type.</exception>
    public object? Read(string name, JsonElement data) =>
        _records.TryGetValue(name, out var record) ? Newest(data.Deserialize(record, ContractJson.Options)!) : null;

    /// <inheritdoc cref="Read(string, JsonElement)"/>
    public object? Read(string name, ReadOnlySpan<byte> data) =>
        _records.TryGetValue(name, out var record) ? Newest(JsonSerializer.Deserialize(data, record, ContractJson.Options)!) : null;

    private static EventTypeAttribute Described(Type record) => Known.GetOrAdd(record, static r =>
        r.GetCustomAttribute<EventTypeAttribute>(inherit: false) ?? throw new ArgumentException($"{r} is no published event.", nameof(record)));
}
