using System.Collections.Immutable;
using Imizu.Contracts.FieldTallies;
using static Imizu.Contracts.FieldTallies.FieldMeasureEvent;

namespace Imizu.CommunityBuilding.Measures;

/// <summary>The state of a measure: its registration and the periods that were reported.</summary>
public abstract record Measure
{
    private Measure() { }

    /// <summary>
    /// What stands for each period, by its last day. A tally counts whatever becomes of the registration that it was sent under, so it is known
    /// before there is another one too.
    /// </summary>
    public ImmutableDictionary<DateOnly, Tallied> Tallies { get; init; } = ImmutableDictionary<DateOnly, Tallied>.Empty;

    public sealed record Unregistered : Measure;

    public sealed record Listed(Registered As) : Measure;

    public static readonly Measure Initial = new Unregistered();

    public Measure Evolve(FieldMeasureEvent happened) => happened switch
    {
        Registered e => new Listed(e) { Tallies = Tallies },
        Tallied e => this with { Tallies = Tallies.SetItem(e.To, e) },
        _ => this,
    };
}
