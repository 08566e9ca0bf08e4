using Imizu.Contracts.Participation;
using static Imizu.Contracts.Participation.AgencyEvent;

namespace Imizu.Participation.Agencies;

/// <summary>Whether an agency cooperates.</summary>
public abstract record Agency
{
    private Agency() { }

    public sealed record Unknown : Agency;

    public sealed record Cooperating(Joined As) : Agency;

    public sealed record Former(Cooperating Before, Left As) : Agency;

    public static readonly Agency Initial = new Unknown();

    /// <summary>Moves on by one event. Never judges: what is stored has happened.</summary>
    public Agency Evolve(AgencyEvent happened) => (this, happened) switch
    {
        (Unknown, Joined e) => new Cooperating(e),
        (Cooperating before, Left e) => new Former(before, e),
        _ => this,
    };
}
