using Imizu.Consultation.Cases;
using Imizu.Contracts.Consultation;
using Imizu.Testing;
using Xunit;
using static Imizu.Consultation.Cases.CaseCommand;
using static Imizu.Contracts.Consultation.CaseEvent;

namespace Imizu.Consultation.Tests.Cases;

public sealed class ReceivingTests : CaseTests
{
    [Fact]
    public void A_case_is_received() =>
        TheCase.Given().When(new Receive(May1, ReferralRoute.Family)).Then(Received);

    [Fact]
    public void Today_has_happened() =>
        TheCase.Given().When(new Receive(Days.Today, ReferralRoute.Family)).Then(new Received(Days.Today, ReferralRoute.Family));

    [Fact]
    public void Tomorrow_has_not_happened() =>
        TheCase.Given().When(new Receive(Days.Tomorrow, ReferralRoute.Family)).ThenRefused("on");

    [Fact]
    public void Receiving_twice_records_nothing_new() =>
        TheCase.Given(Received).When(new Receive(May1, ReferralRoute.Family)).ThenNothingNew();

    [Fact]
    public void A_case_is_received_on_one_day() => TheCase.Given(Received).When(new Receive(May8, ReferralRoute.Family)).ThenRefused("on");

    [Fact]
    public void A_case_comes_by_one_route() => TheCase.Given(Received).When(new Receive(May1, ReferralRoute.Agency)).ThenRefused("route");

    [Fact]
    public void An_ended_case_was_received_all_the_same()
    {
        TheCase.Given(Received, Unplanned).When(new Receive(May1, ReferralRoute.Family)).ThenNothingNew();
        TheCase.Given(Received, Unplanned).When(new Receive(June2, ReferralRoute.Agency)).ThenRefused("on");
    }

    [Fact]
    public void A_mistyped_year_is_noticed() =>
        TheCase.Given().When(new Receive(new DateOnly(24, 5, 1), ReferralRoute.Family)).ThenRefused("on");

    [Fact]
    public void Nothing_happens_in_an_unknown_case() =>
        TheCase.Given().When(new ClassifyHousehold(May8, HouseholdType.SinglePerson)).ThenRefused("id");

    [Fact]
    public void Nothing_happens_before_the_case_was_received() =>
        TheCase.Given(Received).When(new ClassifyHousehold(April30, HouseholdType.SinglePerson)).ThenRefused("on");

    [Fact]
    public void What_happens_on_the_day_of_receipt_is_recorded() =>
        TheCase.Given(Received).When(new ClassifyHousehold(May1, HouseholdType.SinglePerson))
            .Then(new HouseholdClassified(May1, HouseholdType.SinglePerson));
}
