using System.Collections.Immutable;
using Imizu.Contracts.Participation;
using static Imizu.Contracts.Participation.ParticipationCaseEvent;

namespace Imizu.Participation.ParticipationCases;

/// <summary>What a participation case's past amounts to: just enough to decide by.</summary>
public abstract record ParticipationCase
{
    private ParticipationCase() { }

    public sealed record Unknown : ParticipationCase;

    public sealed record Planned(PlanCreated As) : ParticipationCase
    {
        public ImmutableList<Matched> Matches { get; init; } = [];

        /// <summary>One after another; only the last can be running.</summary>
        public ImmutableList<Placement> Placements { get; init; } = [];
    }

    /// <summary>The person goes to a place from a day on, until the day on which it ended.</summary>
    public sealed record Placement(PlacementStarted Start, PlacementEnded? End);

    public static readonly ParticipationCase Initial = new Unknown();

    /// <summary>Moves on by one event. Never judges: what is stored has happened.</summary>
    public ParticipationCase Evolve(ParticipationCaseEvent happened) => (this, happened) switch
    {
        (Unknown, PlanCreated e) => new Planned(e),
        (Planned p, Matched e) => p with { Matches = p.Matches.Add(e) },
        (Planned p, PlacementStarted e) => p with { Placements = p.Placements.Add(new Placement(e, End: null)) },
        (Planned { Placements: [.., var last] and var all } p, PlacementEnded e) =>
            p with { Placements = all.SetItem(all.Count - 1, last with { End = e }) },
        _ => this,
    };
}
