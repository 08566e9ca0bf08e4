using System.Runtime.CompilerServices;

namespace Imizu.Projection.Figures;

/// <summary>What events of one or more types say for figures, stored as facts under a number that never changes.</summary>
public sealed class FactKind
{
    private readonly Dictionary<Type, Func<object, string, IEnumerable<Entry>>> _read = [];

    private FactKind(short number, string stream, string name) => (Number, Stream, Name) = (number, stream, name);

    /// <summary>The stored number: numbers are added and never used again.</summary>
    public short Number { get; }

    /// <summary>The kind of stream that the events are of.</summary>
    public string Stream { get; }

    /// <summary>What it is called where replays name what differs.</summary>
    public string Name { get; }

    /// <summary>Whether the event itself is stored with the fact, because the report prints text of it.</summary>
    public bool HasText { get; private init; }

    /// <summary>Whether it is read whatever its day, because a programme may be registered after its first tally.</summary>
    public bool IsRegister { get; private init; }

    /// <summary>The types of events that it is read off.</summary>
    public IEnumerable<Type> Events => _read.Keys;

    /// <summary>What events count.</summary>
    public static FactKind Of<T>(short number, string stream, Func<T, IEnumerable<Entry>> read, [CallerMemberName] string name = "") =>
        new FactKind(number, stream, name).And(read);

    /// <summary>What events count under their stream's own id.</summary>
    public static FactKind Of<T>(short number, string stream, Func<T, string, IEnumerable<Entry>> read, [CallerMemberName] string name = "") =>
        new FactKind(number, stream, name).And(read);

    /// <summary>Events that the report prints text of.</summary>
    public static FactKind Text<T>(short number, string stream, Func<T, Entry> read, [CallerMemberName] string name = "") =>
        new FactKind(number, stream, name) { HasText = true }.And<T>(happened => [read(happened)]);

    /// <summary>Entries of a register, each under its stream's id: the latest one stands.</summary>
    public static FactKind Register<T>(short number, string stream, Func<T, DateOnly> on, [CallerMemberName] string name = "") =>
        new FactKind(number, stream, name) { HasText = true, IsRegister = true }.And<T>((happened, id) => [new(on(happened), id)]);

    /// <summary>The same from events of another type.</summary>
    public FactKind And<T>(Func<T, IEnumerable<Entry>> read) => And<T>((happened, _) => read(happened));

    /// <inheritdoc cref="And{T}(Func{T, IEnumerable{Entry}})"/>
    public FactKind And<T>(Func<T, string, IEnumerable<Entry>> read)
    {
        _read.Add(typeof(T), (happened, id) => read((T)happened, id));
        return this;
    }

    /// <summary>The facts of an event of one of its types.</summary>
    public IEnumerable<Fact> FactsOf(object happened, string subject) => _read[happened.GetType()](happened, subject[(subject.IndexOf('/') + 1)..])
        .Select(entry => new Fact(this, entry.On, entry.Row, entry.Weight, HasText ? happened : null, entry.For, entry.Items));

    public override string ToString() => Name;
}
