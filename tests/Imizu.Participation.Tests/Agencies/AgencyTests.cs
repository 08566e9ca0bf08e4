using Imizu.Contracts.Participation;
using Imizu.Participation.Agencies;
using Imizu.Testing;
using Xunit;
using static Imizu.Contracts.Participation.AgencyEvent;
using static Imizu.Participation.Agencies.AgencyCommand;

namespace Imizu.Participation.Tests.Agencies;

public sealed class AgencyTests
{
    private static readonly DateOnly May1 = new(2024, 5, 1), May8 = new(2024, 5, 8), June1 = new(2024, 6, 1);
    private static readonly AgencyEvent Joined = new Joined(May8, "いみず農園");
    private static readonly AgencyEvent Left = new Left(June1);

    private readonly DeciderSpec<Agency, AgencyEvent, AgencyCommand> _agency = new(AgencyEndpoints.Definition);

    [Fact]
    public void An_agency_joins() => _agency.Given().When(new Join(May8, "いみず農園")).Then(Joined);

    [Fact]
    public void Today_has_happened() => _agency.Given().When(new Join(Days.Today, "いみず農園")).Then(new Joined(Days.Today, "いみず農園"));

    [Fact]
    public void Tomorrow_has_not_happened() => _agency.Given().When(new Join(Days.Tomorrow, "いみず農園")).ThenRefused("on");

    [Fact]
    public void An_agency_has_a_name() => _agency.Given().When(new Join(May8, "")).ThenRefused("name");

    [Fact]
    public void A_name_has_at_most_sixty_letters() => _agency.Given().When(new Join(May8, new('園', 61))).ThenRefused("name");

    [Fact]
    public void Sixty_letters_are_a_name() => _agency.Given().When(new Join(May8, new('園', 60))).Then(new Joined(May8, new('園', 60)));

    [Fact]
    public void A_mistyped_year_is_noticed() => _agency.Given().When(new Join(new DateOnly(24, 5, 8), "いみず農園")).ThenRefused("on");

    [Fact]
    public void Joining_twice_records_nothing_new() => _agency.Given(Joined).When(new Join(May8, "いみず農園")).ThenNothingNew();

    [Fact]
    public void A_number_belongs_to_one_agency() => _agency.Given(Joined).When(new Join(May8, "別の機関")).ThenRefused("name");

    [Fact]
    public void An_agency_joins_on_one_day() => _agency.Given(Joined).When(new Join(June1, "いみず農園")).ThenRefused("on");

    [Fact]
    public void An_agency_that_left_joins_under_a_new_number() => _agency.Given(Joined, Left).When(new Join(June1, "いみず農園")).ThenRefused("id");

    [Fact]
    public void An_agency_leaves() => _agency.Given(Joined).When(new Leave(June1)).Then(Left);

    [Fact]
    public void An_agency_can_leave_on_the_day_it_joined() => _agency.Given(Joined).When(new Leave(May8)).Then(new Left(May8));

    [Fact]
    public void An_agency_does_not_leave_before_it_joined() => _agency.Given(Joined).When(new Leave(May1)).ThenRefused("on");

    [Fact]
    public void An_unknown_agency_does_not_leave() => _agency.Given().When(new Leave(June1)).ThenRefused("id");

    [Fact]
    public void Leaving_twice_records_nothing_new() => _agency.Given(Joined, Left).When(new Leave(June1)).ThenNothingNew();

    [Fact]
    public void An_agency_leaves_on_one_day() => _agency.Given(Joined, Left).When(new Leave(May8)).ThenRefused("on");

    [Fact]
    public void The_joining_stays_while_the_leaving_stands_on_it() => _agency.Given(Joined, Left).WhenRetracting(Joined).ThenRefused();

    [Fact]
    public void The_leaving_can_be_retracted() => _agency.Given(Joined, Left).WhenRetracting(Left).ThenRetracted();

    [Fact]
    public void Whatever_is_retracted_the_rest_stays_possible() =>
        EveryRetraction.LeavesWhatTheRulesAllow(AgencyEndpoints.Definition, length: 4,
            new Join(May1, "いみず農園"), new Join(May8, "別の機関"), new Leave(May8), new Leave(June1));
}
