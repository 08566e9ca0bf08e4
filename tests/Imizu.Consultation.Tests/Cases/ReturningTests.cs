using Imizu.Consultation.Cases;
using Imizu.Contracts.Consultation;
using Xunit;
using static Imizu.Consultation.Cases.CaseCommand;
using static Imizu.Contracts.Consultation.CaseEvent;

namespace Imizu.Consultation.Tests.Cases;

/// <summary>A household that comes back after its case has ended is a new case, which follows that one.</summary>
public sealed class ReturningTests : CaseTests
{
    private static readonly Guid Earlier = new("0198c1d2-0000-7000-8000-000000000001");

    private static readonly CaseEvent Returned = new Received(June2, ReferralRoute.Person, Earlier);

    private static Receive After(params CaseEvent[] past) =>
        new(June2, ReferralRoute.Person, Earlier) { Earlier = past.Aggregate(Case.Initial, CaseEndpoints.Definition.Evolve) };

    [Fact]
    public void A_household_returns_after_support_or_without_ever_having_had_a_plan()
    {
        TheCase.Given().When(After(Received, Classified, Planned, Started, Concluded)).Then(Returned);
        TheCase.Given().When(After(Received, Unplanned)).Then(Returned);
    }

    [Fact]
    public void It_can_return_on_the_day_of_the_end_but_not_before()
    {
        TheCase.Given().When(After(Received, Unplanned) with { On = June1 }).Then(new Received(June1, ReferralRoute.Person, Earlier));
        TheCase.Given().When(After(Received, Unplanned) with { On = May10 }).ThenRefused("on");
    }

    [Fact]
    public void What_is_not_there_or_has_not_ended_is_not_followed()
    {
        TheCase.Given().When(After()).ThenRefused("follows");
        TheCase.Given().When(After(Received, Classified, Planned, Started)).ThenRefused("follows");
    }

    [Fact]
    public void A_case_is_followed_by_one_other_only() =>
        TheCase.Given().When(After(Received, Unplanned) with { FollowedBy = "case/0198c1d2-0000-7000-8000-000000000002" }).ThenRefused("follows");

    [Fact]
    public void Received_again_it_is_a_retry_whatever_has_become_of_the_earlier_case_since() =>
        TheCase.Given(Returned).When(new Receive(June2, ReferralRoute.Person, Earlier) { FollowedBy = "case/1" }).ThenNothingNew();

    [Fact]
    public void Whether_it_follows_another_is_corrected_by_a_retraction()
    {
        TheCase.Given(Returned).When(new Receive(June2, ReferralRoute.Person)).ThenRefused("follows");
        TheCase.Given(Received).When(new Receive(May1, ReferralRoute.Family, Earlier)).ThenRefused("follows");
    }

    [Fact]
    public void A_new_period_is_planned_and_supported_by_itself()
    {
        TheCase.Given(Returned).When(new StartSupport(June2)).ThenRefused("id");
        TheCase.Given(Returned).When(new CreatePlan(June2)).Then(new PlanCreated(June2));
    }
}
