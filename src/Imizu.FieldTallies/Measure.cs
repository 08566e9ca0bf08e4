using System.Collections.Immutable;
using Imizu.Contracts.FieldTallies;
using static Imizu.Contracts.FieldTallies.FieldMeasureEvent;

namespace Imizu.FieldTallies;

/// <summary>What is known of a measure: how it is registered, and the periods it was tallied for.</summary>
public abstract record Measure
{
    private Measure() { }

    public sealed record Unregistered : Measure;

    public sealed record Listed(Registered As, ImmutableDictionary<DateOnly, Tallied> Tallies) : Measure;

    public static readonly Measure Initial = new Unregistered();

    public Measure Evolve(FieldMeasureEvent happened) => (this, happened) switch
    {
        (Unregistered, Registered e) => new Listed(e, ImmutableDictionary<DateOnly, Tallied>.Empty),
        (Listed l, Registered e) => l with { As = e },
        (Listed l, Tallied e) => l with { Tallies = l.Tallies.SetItem(e.To, e) },
        _ => this,
    };
}
