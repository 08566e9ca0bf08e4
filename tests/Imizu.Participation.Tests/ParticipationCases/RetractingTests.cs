using Imizu.Contracts.Participation;
using Imizu.Participation.ParticipationCases;
using Imizu.Testing;
using Xunit;
using static Imizu.Contracts.Participation.ParticipationCaseEvent;
using static Imizu.Participation.ParticipationCases.ParticipationCaseCommand;

namespace Imizu.Participation.Tests.ParticipationCases;

public sealed class RetractingTests : ParticipationCaseTests
{
    private static readonly ParticipationCaseEvent StartedAgain = new PlacementStarted(June2);

    public static TheoryData<ParticipationCaseEvent> EventsThatDependOnThePlan => new(Matched, Started, Ended);

    [Theory]
    [MemberData(nameof(EventsThatDependOnThePlan), DisableDiscoveryEnumeration = true)]
    public void The_plan_stays_while_anything_stands_on_it(ParticipationCaseEvent later) =>
        TheCase.Given(Planned, later).WhenRetracting(Planned).ThenRefused();

    [Fact]
    public void The_plan_alone_can_be_retracted() => TheCase.Given(Planned).WhenRetracting(Planned).ThenRetracted();

    [Fact]
    public void A_plan_stands_on_no_other() =>
        TheCase.Given(Planned, new PlanCreated(May8)).WhenRetracting(Planned).ThenRetracted();

    [Fact]
    public void A_match_alone_can_be_retracted() => TheCase.Given(Planned, Matched).WhenRetracting(Matched).ThenRetracted();

    [Fact]
    public void The_only_match_stays_while_a_placement_stands_on_it() =>
        TheCase.Given(Planned, Matched, Started).WhenRetracting(Matched).ThenRefused();

    [Fact]
    public void A_match_can_be_retracted_where_another_carries_the_placement() =>
        TheCase.Given(Planned, Matched, new Matched(May10, Farm), Started).WhenRetracting(Matched).ThenRetracted();

    [Fact]
    public void A_match_after_the_start_does_not_carry_the_placement() =>
        TheCase.Given(Planned, Matched, Started, new Matched(June1, Farm)).WhenRetracting(Matched).ThenRefused();

    [Fact]
    public void A_start_stays_while_its_end_stands_on_it() => TheCase.Given(Planned, Matched, Started, Ended).WhenRetracting(Started).ThenRefused();

    [Fact]
    public void A_start_stays_while_its_end_stands_on_it_and_the_next_has_started() =>
        TheCase.Given(Planned, Matched, Started, Ended, StartedAgain).WhenRetracting(Started).ThenRefused();

    [Fact]
    public void An_end_stays_while_the_next_placement_stands_on_it() =>
        TheCase.Given(Planned, Matched, Started, Ended, StartedAgain).WhenRetracting(Ended).ThenRefused();

    [Fact]
    public void The_last_end_can_be_retracted() => TheCase.Given(Planned, Matched, Started, Ended).WhenRetracting(Ended).ThenRetracted();

    [Fact]
    public void The_last_start_can_be_retracted() =>
        TheCase.Given(Planned, Matched, Started, Ended, StartedAgain).WhenRetracting(StartedAgain).ThenRetracted();

    [Fact]
    public void A_placement_of_one_day_can_be_retracted_end_first()
    {
        ParticipationCaseEvent endedAtOnce = new PlacementEnded(May10, PlacementEndReason.DidNotSuit);
        TheCase.Given(Planned, Matched, Started, endedAtOnce).WhenRetracting(endedAtOnce).ThenRetracted();
    }

    [Fact]
    public void Whatever_is_retracted_the_rest_stays_possible() =>
        EveryRetraction.LeavesWhatTheRulesAllow(ParticipationCaseEndpoints.Definition, length: 6,
            new CreatePlan(May1), Matching(May8, CafeRegistered), Matching(June1, CafeRegistered), new StartPlacement(May10),
            new StartPlacement(June1), new EndPlacement(May10, PlacementEndReason.Other), new EndPlacement(June1, PlacementEndReason.Other),
            new EndPlacement(June2, PlacementEndReason.Other));
}
