using Imizu.Contracts.Outreach;
using static Imizu.Contracts.Outreach.TargetEvent;

namespace Imizu.Outreach.Targets;

/// <summary>What a target's past amounts to: just enough to decide by.</summary>
public abstract record Target
{
    private Target() { }

    public sealed record Unknown : Target;

    public sealed record Followed(Identified As) : Target
    {
        /// <summary>The latest day of any entry: outreach cannot have ended before it.</summary>
        public DateOnly LatestOn { get; init; } = As.On;
        public PlanCreated? Plan { get; init; }
        public ConnectedToConsultation? Connection { get; init; }

        /// <summary>The same, with one more day on which something happened.</summary>
        public Followed Until(DateOnly day) => day > LatestOn ? this with { LatestOn = day } : this;
    }

    /// <summary>Over; what was done by then can still be completed.</summary>
    public sealed record Closed(Followed Before, Ended As) : Target;

    public static readonly Target Initial = new Unknown();

    /// <summary>Moves on by one event. Never judges: what is stored has happened.</summary>
    public Target Evolve(TargetEvent happened) => (this, happened) switch
    {
        (Unknown, Identified e) => new Followed(e),
        (Followed f, Contacted e) => f.Until(e.On),
        (Followed f, PlanCreated e) => f.Until(e.On) with { Plan = e },
        (Followed f, ConnectedToConsultation e) => f.Until(e.On) with { Connection = e },
        (Followed f, Ended e) => new Closed(f, e),
        (Closed c, _) when c.Before.Evolve(happened) is Followed before => c with { Before = before },
        _ => this,
    };
}
