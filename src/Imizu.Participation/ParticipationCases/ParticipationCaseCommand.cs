using System.Text.Json.Serialization;
using Imizu.Contracts.Participation;
using Imizu.EventStreams;
using Imizu.Participation.Resources;

namespace Imizu.Participation.ParticipationCases;

/// <summary>What a member of staff asks for: the bodies of the requests to <c>/participation-cases/{id}/…</c>.</summary>
/// <param name="On">The day on which it happened (実施日).</param>
public abstract record ParticipationCaseCommand(DateOnly On) : StreamCommand
{
    public sealed record CreatePlan(DateOnly On) : ParticipationCaseCommand(On);
    public sealed record StartPlacement(DateOnly On) : ParticipationCaseCommand(On);
    public sealed record EndPlacement(DateOnly On, PlacementEndReason Reason) : ParticipationCaseCommand(On);

    public sealed record Match(DateOnly On, Guid ResourceId) : ParticipationCaseCommand(On)
    {
        /// <summary>The resource of that id as it stands.</summary>
        [JsonIgnore]
        public Resource Resource { get; init; } = Resource.Initial;
    }

    /// <summary>The command that records such an event.</summary>
    public static ParticipationCaseCommand Of(ParticipationCaseEvent happened) => happened switch
    {
        ParticipationCaseEvent.PlanCreated e => new CreatePlan(e.On),
        ParticipationCaseEvent.Matched e => new Match(e.On, e.ResourceId) { Resource = Resource.UsableOn(e.On) },
        ParticipationCaseEvent.PlacementStarted e => new StartPlacement(e.On),
        ParticipationCaseEvent.PlacementEnded e => new EndPlacement(e.On, e.Reason),
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };
}
