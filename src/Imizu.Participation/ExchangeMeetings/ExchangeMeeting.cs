using Imizu.Contracts.Participation;

namespace Imizu.Participation.ExchangeMeetings;

/// <summary>An exchange meeting is recorded when it is over; it has no further state.</summary>
public abstract record ExchangeMeeting
{
    private ExchangeMeeting() { }

    public sealed record NotHeld : ExchangeMeeting;

    public sealed record Held(ExchangeMeetingEvent.Held As) : ExchangeMeeting;

    public static readonly ExchangeMeeting Initial = new NotHeld();

    public ExchangeMeeting Evolve(ExchangeMeetingEvent happened) => happened is ExchangeMeetingEvent.Held e ? new Held(e) : this;
}
