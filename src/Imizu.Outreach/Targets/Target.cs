using Imizu.Contracts.Outreach;
using static Imizu.Contracts.Outreach.TargetEvent;

namespace Imizu.Outreach.Targets;

/// <summary>What a target's past amounts to: just enough to decide by.</summary>
public abstract record Target
{
    private Target() { }

    public sealed record Unknown : Target;

    public sealed record Followed(DateOnly IdentifiedOn, DateOnly LatestOn) : Target
    {
        public DateOnly? PlannedOn { get; init; }
        public Guid? ConnectedTo { get; init; }

        /// <summary>The same, with one more day on which something happened.</summary>
        public Followed Until(DateOnly day) => day > LatestOn ? this with { LatestOn = day } : this;
    }

    /// <summary>Over; what was done by then can still be completed.</summary>
    public sealed record Closed(Followed Before, DateOnly On) : Target;

    public static readonly Target Initial = new Unknown();

    /// <summary>Moves on by one event. Never judges: what is stored has happened.</summary>
    public Target Evolve(TargetEvent happened) => (this, happened) switch
    {
        (Unknown, Identified e) => new Followed(e.On, LatestOn: e.On),
        (Followed f, Contacted e) => f.Until(e.On),
        (Followed f, PlanCreated e) => f.Until(e.On) with { PlannedOn = e.On },
        (Followed f, ConnectedToConsultation e) => f.Until(e.On) with { ConnectedTo = e.CaseId },
        (Followed f, Ended e) => new Closed(f, e.On),
        (Closed c, _) when c.Before.Evolve(happened) is Followed before => c with { Before = before },
        _ => this,
    };
}
