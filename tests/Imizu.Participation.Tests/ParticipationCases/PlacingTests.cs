using Imizu.Contracts.Participation;
using Imizu.Testing;
using Xunit;
using static Imizu.Contracts.Participation.ParticipationCaseEvent;
using static Imizu.Participation.ParticipationCases.ParticipationCaseCommand;

namespace Imizu.Participation.Tests.ParticipationCases;

public sealed class PlacingTests : ParticipationCaseTests
{
    [Fact]
    public void A_placement_starts() => TheCase.Given(Planned, Matched).When(new StartPlacement(May10)).Then(Started);

    [Fact]
    public void A_placement_can_start_on_the_day_of_the_match() =>
        TheCase.Given(Planned, Matched).When(new StartPlacement(May8)).Then(new PlacementStarted(May8));

    [Fact]
    public void A_placement_does_not_start_without_a_match() => TheCase.Given(Planned).When(new StartPlacement(May10)).ThenRefused("id");

    [Fact]
    public void A_placement_does_not_start_before_the_match() => TheCase.Given(Planned, Matched).When(new StartPlacement(May1)).ThenRefused("id");

    [Fact]
    public void Starting_twice_records_nothing_new() =>
        TheCase.Given(Planned, Matched, Started).When(new StartPlacement(May10)).ThenNothingNew();

    [Fact]
    public void A_placement_starts_on_one_day() => TheCase.Given(Planned, Matched, Started).When(new StartPlacement(June1)).ThenRefused("on");

    [Fact]
    public void A_placement_ends() =>
        TheCase.Given(Planned, Matched, Started).When(new EndPlacement(June1, PlacementEndReason.GoalReached)).Then(Ended);

    [Fact]
    public void A_placement_can_end_on_the_day_it_started() =>
        TheCase.Given(Planned, Matched, Started).When(new EndPlacement(May10, PlacementEndReason.DidNotSuit))
            .Then(new PlacementEnded(May10, PlacementEndReason.DidNotSuit));

    [Fact]
    public void What_has_not_started_does_not_end() =>
        TheCase.Given(Planned, Matched).When(new EndPlacement(June1, PlacementEndReason.GoalReached)).ThenRefused("id");

    [Fact]
    public void A_placement_does_not_end_before_it_started() =>
        TheCase.Given(Planned, Matched, Started).When(new EndPlacement(May9, PlacementEndReason.GoalReached)).ThenRefused("on");

    [Fact]
    public void Ending_twice_records_nothing_new() =>
        TheCase.Given(Planned, Matched, Started, Ended).When(new EndPlacement(June1, PlacementEndReason.GoalReached)).ThenNothingNew();

    [Fact]
    public void A_placement_ends_once()
    {
        TheCase.Given(Planned, Matched, Started, Ended).When(new EndPlacement(June2, PlacementEndReason.GoalReached)).ThenRefused("on");
        TheCase.Given(Planned, Matched, Started, Ended).When(new EndPlacement(June1, PlacementEndReason.Other)).ThenRefused("reason");
    }

    [Fact]
    public void The_next_placement_can_start_on_the_day_the_last_one_ended() =>
        TheCase.Given(Planned, Matched, Started, Ended).When(new StartPlacement(June1)).Then(new PlacementStarted(June1));

    [Fact]
    public void The_next_placement_does_not_start_before_the_last_one_ended() =>
        TheCase.Given(Planned, Matched, Started, Ended).When(new StartPlacement(May10)).ThenRefused("on");

    [Fact]
    public void The_next_placement_ends_too() =>
        TheCase.Given(Planned, Matched, Started, Ended, new PlacementStarted(June1))
            .When(new EndPlacement(June2, PlacementEndReason.FoundWork)).Then(new PlacementEnded(June2, PlacementEndReason.FoundWork));

    [Fact]
    public void The_next_placement_does_not_end_before_it_started() =>
        TheCase.Given(Planned, Matched, Started, Ended, new PlacementStarted(June2))
            .When(new EndPlacement(June1, PlacementEndReason.FoundWork)).ThenRefused("on");
}
