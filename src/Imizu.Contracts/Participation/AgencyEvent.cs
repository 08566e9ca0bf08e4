namespace Imizu.Contracts.Participation;

/// <summary>What happens with an agency that helps people to take part (協力機関).</summary>
public abstract record AgencyEvent
{
    private AgencyEvent() { }

    /// <summary>The agency agreed to cooperate.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Name">The agency's name, never a person's.</param>
    [EventType("jp.imizu.participation.agency-joined.v1", "協力機関の参加", LegalBasis.ParticipationSupport)]
    public sealed record Joined(DateOnly On, [property: Text] string Name) : AgencyEvent;

    /// <summary>The agency cooperates no longer.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    [EventType("jp.imizu.participation.agency-left.v1", "協力機関の離脱", LegalBasis.ParticipationSupport)]
    public sealed record Left(DateOnly On) : AgencyEvent;
}
