using Imizu.Contracts.Consultation;

namespace Imizu.Consultation.Conferences;

/// <summary>A conference is recorded when it is over; it has no further state.</summary>
public abstract record Conference
{
    private Conference() { }

    public sealed record NotHeld : Conference;

    public sealed record Held(ConferenceEvent As) : Conference;

    public static readonly Conference Initial = new NotHeld();

    public Conference Evolve(ConferenceEvent happened) => new Held(happened);
}
