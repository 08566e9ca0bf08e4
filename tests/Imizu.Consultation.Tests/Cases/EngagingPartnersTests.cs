using Imizu.Consultation.Cases;
using Imizu.Consultation.Partners;
using Imizu.Contracts.Consultation;
using Imizu.Testing;
using Xunit;
using static Imizu.Consultation.Cases.CaseCommand;
using static Imizu.Contracts.Consultation.CaseEvent;

namespace Imizu.Consultation.Tests.Cases;

public sealed class EngagingPartnersTests : CaseTests
{
    private static readonly PartnerEvent Registered = new PartnerEvent.Registered(May8, "社会福祉協議会", PartnerGroup.Agency, 1);
    private static readonly PartnerEvent Withdrawn = new PartnerEvent.Withdrawn(May10);
    private static readonly PartnerEvent RegisteredAgain = new PartnerEvent.Registered(June1, "社会福祉協議会", PartnerGroup.Agency, 1);

    [Fact]
    public void A_listed_partner_takes_part_from_its_first_day_on() =>
        TheCase.Given(Received).When(Engage(May8, Registered)).Then(new PartnerEngaged(May8, "shakyo"));

    [Fact]
    public void A_partner_does_not_take_part_before_it_was_listed() =>
        TheCase.Given(Received).When(Engage(May1, Registered)).ThenRefused("partner");

    [Fact]
    public void A_code_that_the_register_does_not_have_is_refused() =>
        TheCase.Given(Received).When(Engage(May8)).ThenRefused("partner");

    [Fact]
    public void A_partner_takes_part_up_to_the_day_of_its_withdrawal() =>
        TheCase.Given(Received).When(Engage(May10, Registered, Withdrawn)).Then(new PartnerEngaged(May10, "shakyo"));

    [Fact]
    public void A_partner_does_not_take_part_after_its_withdrawal() =>
        TheCase.Given(Received).When(Engage(June1, Registered, Withdrawn)).ThenRefused("partner");

    [Fact]
    public void A_withdrawn_partner_took_part_from_its_first_day_on() =>
        TheCase.Given(Received).When(Engage(May8, Registered, Withdrawn)).Then(new PartnerEngaged(May8, "shakyo"));

    [Fact]
    public void A_withdrawn_partner_did_not_take_part_before_it_was_listed_either() =>
        TheCase.Given(Received).When(Engage(May1, Registered, Withdrawn)).ThenRefused("partner");

    [Fact]
    public void A_partner_with_a_new_name_was_listed_all_the_time() =>
        TheCase.Given(Received)
            .When(Engage(May8, Registered, new PartnerEvent.Registered(May10, "射水市社会福祉協議会", PartnerGroup.Agency, 1)))
            .Then(new PartnerEngaged(May8, "shakyo"));

    [Fact]
    public void What_was_done_in_an_earlier_period_is_recorded_however_late() =>
        TheCase.Given(Received).When(Engage(May9, Registered, Withdrawn, RegisteredAgain)).Then(new PartnerEngaged(May9, "shakyo"));

    [Fact]
    public void A_partner_that_came_back_takes_part_from_that_day_on() =>
        TheCase.Given(Received).When(Engage(June1, Registered, Withdrawn, RegisteredAgain)).Then(new PartnerEngaged(June1, "shakyo"));

    [Fact]
    public void A_partner_does_not_take_part_between_its_periods() =>
        TheCase.Given(Received).When(Engage(May10.AddDays(1), Registered, Withdrawn, RegisteredAgain)).ThenRefused("partner");

    [Fact]
    public void All_periods_of_a_former_partner_count() =>
        TheCase.Given(Received).When(Engage(May9, Registered, Withdrawn, RegisteredAgain, new PartnerEvent.Withdrawn(June2)))
            .Then(new PartnerEngaged(May9, "shakyo"));

    private static EngagePartner Engage(DateOnly on, params PartnerEvent[] register) =>
        new(on, "shakyo") { Registered = register.Aggregate(Partner.Initial, PartnerEndpoints.Definition.Evolve) };
}
