using Imizu.Contracts.Participation;
using Imizu.Testing;
using Xunit;
using static Imizu.Contracts.Participation.ParticipationCaseEvent;
using static Imizu.Participation.ParticipationCases.ParticipationCaseCommand;

namespace Imizu.Participation.Tests.ParticipationCases;

public sealed class PlanningAndMatchingTests : ParticipationCaseTests
{
    private static readonly ResourceEvent Withdrawn = new ResourceEvent.Withdrawn(May10);

    [Fact]
    public void A_plan_is_created() => TheCase.Given().When(new CreatePlan(May1)).Then(Planned);

    [Fact]
    public void Today_has_happened() => TheCase.Given().When(new CreatePlan(Days.Today)).Then(new PlanCreated(Days.Today));

    [Fact]
    public void Tomorrow_has_not_happened() => TheCase.Given().When(new CreatePlan(Days.Tomorrow)).ThenRefused("on");

    [Fact]
    public void A_mistyped_year_is_noticed() => TheCase.Given().When(new CreatePlan(new DateOnly(24, 5, 1))).ThenRefused("on");

    [Fact]
    public void Planning_twice_records_nothing_new() => TheCase.Given(Planned).When(new CreatePlan(May1)).ThenNothingNew();

    [Fact]
    public void A_plan_is_created_on_one_day()
    {
        TheCase.Given(Planned).When(new CreatePlan(May8)).ThenRefused("on");
        TheCase.Given(Planned).When(new CreatePlan(April30)).ThenRefused("on");
    }

    [Fact]
    public void Nothing_happens_without_a_plan() => TheCase.Given().When(Matching(May8, CafeRegistered)).ThenRefused("id");

    [Fact]
    public void Nothing_happens_before_the_plan() =>
        TheCase.Given(Planned).When(Matching(April30, new ResourceEvent.Registered(April30, ResourceKind.SafePlace, "みんなの居場所")))
            .ThenRefused("on");

    [Fact]
    public void A_place_is_matched_on_the_day_of_the_plan() =>
        TheCase.Given(Planned).When(Matching(May1, new ResourceEvent.Registered(April30, ResourceKind.SafePlace, "みんなの居場所")))
            .Then(new Matched(May1, Cafe));

    [Fact]
    public void A_place_is_matched_from_its_first_day_on() => TheCase.Given(Planned).When(Matching(May8, CafeRegistered)).Then(Matched);

    [Fact]
    public void A_newly_created_place_is_matched() =>
        TheCase.Given(Planned).When(Matching(May8, new ResourceEvent.ExitPlaceCreated(May8, ResourceKind.WorkExperience, "出口の農園")))
            .Then(Matched);

    [Fact]
    public void Matching_twice_records_nothing_new_whatever_became_of_the_place() =>
        TheCase.Given(Planned, Matched).When(Matching(May8)).ThenNothingNew();

    [Fact]
    public void The_same_place_is_matched_again_on_another_day() =>
        TheCase.Given(Planned, Matched).When(Matching(May9, CafeRegistered)).Then(new Matched(May9, Cafe));

    [Fact]
    public void Another_place_is_matched_on_the_same_day() =>
        TheCase.Given(Planned, Matched).When(Matching(May8, CafeRegistered) with { ResourceId = Farm }).Then(new Matched(May8, Farm));

    [Fact]
    public void An_unknown_place_is_not_matched() => TheCase.Given(Planned).When(Matching(May8)).ThenRefused("resourceId");

    [Fact]
    public void A_place_that_was_not_read_is_unknown() => TheCase.Given(Planned).When(new Match(May8, Cafe)).ThenRefused("resourceId");

    [Fact]
    public void A_place_is_not_matched_before_it_was_registered() =>
        TheCase.Given(Planned).When(Matching(May1, CafeRegistered)).ThenRefused("resourceId");

    [Fact]
    public void A_withdrawn_place_was_matched_until_the_day_before() =>
        TheCase.Given(Planned).When(Matching(May9, CafeRegistered, Withdrawn)).Then(new Matched(May9, Cafe));

    [Fact]
    public void A_place_is_not_matched_on_the_day_of_its_withdrawal() =>
        TheCase.Given(Planned).When(Matching(May10, CafeRegistered, Withdrawn)).ThenRefused("resourceId");

    [Fact]
    public void A_withdrawn_place_was_not_matched_before_it_was_registered_either() =>
        TheCase.Given(Planned).When(Matching(May1, CafeRegistered, Withdrawn)).ThenRefused("resourceId");
}
