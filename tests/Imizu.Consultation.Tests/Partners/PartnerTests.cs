using Imizu.Consultation.Partners;
using Imizu.Contracts.Consultation;
using Imizu.Testing;
using Xunit;
using static Imizu.Consultation.Partners.PartnerCommand;
using static Imizu.Contracts.Consultation.PartnerEvent;

namespace Imizu.Consultation.Tests.Partners;

public sealed class PartnerTests
{
    private static readonly DateOnly May1 = new(2024, 5, 1), May8 = new(2024, 5, 8), June1 = new(2024, 6, 1);
    private static readonly PartnerEvent Listed = new Registered(May8, "社会福祉協議会", PartnerGroup.Agency, 1);
    private static readonly PartnerEvent Withdrawn = new Withdrawn(June1);

    private readonly DeciderSpec<Partner, PartnerEvent, PartnerCommand> _partner = new(PartnerEndpoints.Definition);

    [Fact]
    public void A_partner_is_registered() => _partner.Given().When(Registering(May8)).Then(Listed);

    [Fact]
    public void Tomorrow_has_not_happened() => _partner.Given().When(Registering(Days.Tomorrow)).ThenRefused("on");

    [Fact]
    public void A_mistyped_year_is_noticed() => _partner.Given().When(Registering(new DateOnly(24, 5, 8))).ThenRefused("on");

    [Fact]
    public void Today_has_happened() =>
        _partner.Given().When(Registering(Days.Today)).Then(new Registered(Days.Today, "社会福祉協議会", PartnerGroup.Agency, 1));

    [Fact]
    public void A_partner_has_a_name() => _partner.Given().When(Registering(May8) with { Name = "" }).ThenRefused("name");

    [Fact]
    public void No_two_partners_have_one_name()
    {
        _partner.Given().When(Registering(May8) with { Namesake = "kosodate" }).ThenRefused("name");
        _partner.Given(Listed).When(Registering(June1) with { Name = "別の会", Namesake = "kosodate" }).ThenRefused("name");
    }

    [Fact]
    public void A_name_has_at_most_sixty_letters() => _partner.Given().When(Registering(May8) with { Name = new('会', 61) }).ThenRefused("name");

    [Fact]
    public void Sixty_letters_are_a_name() =>
        _partner.Given().When(Registering(May8) with { Name = new('会', 60) }).Then(new Registered(May8, new('会', 60), PartnerGroup.Agency, 1));

    [Fact]
    public void Rows_are_numbered_from_one() => _partner.Given().When(Registering(May8) with { Order = 0 }).ThenRefused("order");

    [Fact]
    public void Registering_the_same_again_records_nothing_new() => _partner.Given(Listed).When(Registering(May8)).ThenNothingNew();

    [Fact]
    public void The_same_from_a_later_day_on_is_registered_anew() =>
        _partner.Given(Listed).When(Registering(June1)).Then(new Registered(June1, "社会福祉協議会", PartnerGroup.Agency, 1));

    [Fact]
    public void The_same_from_an_earlier_day_on_is_refused() => _partner.Given(Listed).When(Registering(May1)).ThenRefused("on");

    [Fact]
    public void Another_name_is_registered() =>
        _partner.Given(Listed).When(Registering(May8) with { Name = "社協" }).Then(new Registered(May8, "社協", PartnerGroup.Agency, 1));

    [Fact]
    public void Another_column_is_registered() =>
        _partner.Given(Listed).When(Registering(May8) with { Group = PartnerGroup.PublicBody })
            .Then(new Registered(May8, "社会福祉協議会", PartnerGroup.PublicBody, 1));

    [Fact]
    public void Another_row_is_registered() =>
        _partner.Given(Listed).When(Registering(May8) with { Order = 2 }).Then(new Registered(May8, "社会福祉協議会", PartnerGroup.Agency, 2));

    [Fact]
    public void A_change_is_not_earlier_than_what_it_changes() =>
        _partner.Given(Listed).When(Registering(May1) with { Order = 2 }).ThenRefused("on");

    [Fact]
    public void A_former_partner_is_registered_again() =>
        _partner.Given(Listed, Withdrawn).When(Registering(June1)).Then(new Registered(June1, "社会福祉協議会", PartnerGroup.Agency, 1));

    [Fact]
    public void A_former_partner_is_not_registered_again_before_it_was_withdrawn() =>
        _partner.Given(Listed, Withdrawn).When(Registering(May8)).ThenRefused("on");

    [Fact]
    public void A_partner_is_withdrawn() => _partner.Given(Listed).When(new Withdraw(June1)).Then(Withdrawn);

    [Fact]
    public void A_partner_can_be_withdrawn_on_its_first_day() => _partner.Given(Listed).When(new Withdraw(May8)).Then(new Withdrawn(May8));

    [Fact]
    public void A_partner_is_not_withdrawn_before_it_was_listed() => _partner.Given(Listed).When(new Withdraw(May1)).ThenRefused("on");

    [Fact]
    public void What_the_register_does_not_have_is_not_withdrawn() => _partner.Given().When(new Withdraw(June1)).ThenRefused("id");

    [Fact]
    public void Withdrawing_twice_records_nothing_new() => _partner.Given(Listed, Withdrawn).When(new Withdraw(June1)).ThenNothingNew();

    [Fact]
    public void A_partner_is_withdrawn_on_one_day() => _partner.Given(Listed, Withdrawn).When(new Withdraw(Days.Today)).ThenRefused("on");

    [Fact]
    public void A_registration_stays_while_its_withdrawal_stands_on_it() => _partner.Given(Listed, Withdrawn).WhenRetracting(Listed).ThenRefused();

    [Fact]
    public void A_change_of_name_can_be_retracted()
    {
        PartnerEvent renamed = new Registered(May8, "社協", PartnerGroup.Agency, 1);
        _partner.Given(Listed, renamed, Withdrawn).WhenRetracting(renamed).ThenRetracted();
    }

    [Fact]
    public void Whatever_is_retracted_the_rest_stays_possible() =>
        EveryRetraction.LeavesWhatTheRulesAllow(PartnerEndpoints.Definition, length: 5,
            Registering(May1), Registering(May8) with { Name = "社協" }, Registering(June1) with { Order = 2 }, Registering(June1), new Withdraw(May8), new Withdraw(June1));

    private static Register Registering(DateOnly on) => new(on, "社会福祉協議会", PartnerGroup.Agency, 1);
}
