using Imizu.Contracts.Participation;
using Imizu.Participation.ParticipationCases;
using Imizu.Participation.Resources;
using Imizu.Testing;
using static Imizu.Contracts.Participation.ParticipationCaseEvent;
using static Imizu.Participation.ParticipationCases.ParticipationCaseCommand;

namespace Imizu.Participation.Tests.ParticipationCases;

/// <summary>One person's way: planned on 1 May, matched on the 8th, placed from the 10th to 1 June.</summary>
public abstract class ParticipationCaseTests
{
    protected static readonly DateOnly April30 = new(2024, 4, 30), May1 = new(2024, 5, 1), May8 = new(2024, 5, 8), May9 = new(2024, 5, 9),
        May10 = new(2024, 5, 10), June1 = new(2024, 6, 1), June2 = new(2024, 6, 2);

    protected static readonly Guid Cafe = new("11111111-1111-4111-8111-111111111111"), Farm = new("22222222-2222-4222-8222-222222222222");

    protected static readonly ParticipationCaseEvent Planned = new PlanCreated(May1);
    protected static readonly ParticipationCaseEvent Matched = new Matched(May8, Cafe);
    protected static readonly ParticipationCaseEvent Started = new PlacementStarted(May10);
    protected static readonly ParticipationCaseEvent Ended = new PlacementEnded(June1, PlacementEndReason.GoalReached);

    protected static readonly ResourceEvent CafeRegistered = new ResourceEvent.Registered(May8, ResourceKind.SafePlace, "みんなの居場所");

    protected DeciderSpec<ParticipationCase, ParticipationCaseEvent, ParticipationCaseCommand> TheCase { get; } =
        new(ParticipationCaseEndpoints.Definition);

    /// <summary>A match with a resource that has that past.</summary>
    protected static Match Matching(DateOnly on, params ResourceEvent[] resource) =>
        new(on, Cafe) { Resource = resource.Aggregate(Resource.Initial, ResourceEndpoints.Definition.Evolve) };
}
