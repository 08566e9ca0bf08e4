using Imizu.Consultation.Cases;
using Imizu.Contracts.Consultation;
using Imizu.Testing;
using Xunit;
using static Imizu.Consultation.Cases.CaseCommand;
using static Imizu.Contracts.Consultation.CaseEvent;

namespace Imizu.Consultation.Tests.Cases;

public sealed class PlanningTests : CaseTests
{
    [Fact]
    public void A_plan_is_created() => TheCase.Given(Received).When(new CreatePlan(May9)).Then(Planned);

    [Fact]
    public void Planning_twice_records_nothing_new() => TheCase.Given(Received, Planned).When(new CreatePlan(May9)).ThenNothingNew();

    [Fact]
    public void A_plan_is_created_on_one_day() => TheCase.Given(Received, Planned).When(new CreatePlan(May10)).ThenRefused("on");

    [Fact]
    public void A_plan_is_revised() => TheCase.Given(Received, Planned).When(new RevisePlan(May9)).Then(new PlanRevised(May9));

    [Fact]
    public void What_was_not_planned_is_not_revised() => TheCase.Given(Received).When(new RevisePlan(May9)).ThenRefused("id");

    [Fact]
    public void A_plan_is_not_revised_before_it_was_created() =>
        TheCase.Given(Received, Planned).When(new RevisePlan(May8)).ThenRefused("on");

    [Fact]
    public void Support_starts_by_a_plan() =>
        TheCase.Given(Received, Classified, Planned).When(new StartSupport(May9)).Then(new SupportStarted(May9));

    [Fact]
    public void Support_does_not_start_without_a_plan() =>
        TheCase.Given(Received, Classified).When(new StartSupport(May10)).ThenRefused("id");

    [Fact]
    public void Support_does_not_start_before_its_plan() =>
        TheCase.Given(Received, Classified, Planned).When(new StartSupport(May8)).ThenRefused("on");

    [Fact]
    public void Support_does_not_start_for_a_household_of_unknown_type() =>
        TheCase.Given(Received, Planned).When(new StartSupport(May10)).ThenRefused("id");

    [Fact]
    public void A_type_that_was_seen_only_later_does_not_let_support_start() =>
        TheCase.Given(Received, Planned, new HouseholdClassified(June1, HouseholdType.Other)).When(new StartSupport(May10)).ThenRefused("id");

    [Fact]
    public void A_type_that_was_seen_on_the_day_lets_support_start() =>
        TheCase.Given(Received, Planned, new HouseholdClassified(May10, HouseholdType.Other)).When(new StartSupport(May10)).Then(Started);

    [Fact]
    public void Starting_twice_records_nothing_new() =>
        TheCase.Given(Received, Classified, Planned, Started).When(new StartSupport(May10)).ThenNothingNew();

    [Fact]
    public void Support_starts_on_one_day() =>
        TheCase.Given(Received, Classified, Planned, Started).When(new StartSupport(June1)).ThenRefused("on");
}
