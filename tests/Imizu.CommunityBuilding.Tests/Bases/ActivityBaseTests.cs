using Imizu.CommunityBuilding.Bases;
using Imizu.Contracts.CommunityBuilding;
using Imizu.Testing;
using Xunit;
using static Imizu.CommunityBuilding.Bases.ActivityBaseCommand;
using static Imizu.Contracts.CommunityBuilding.ActivityBaseEvent;

namespace Imizu.CommunityBuilding.Tests.Bases;

public sealed class ActivityBaseTests
{
    private static readonly DateOnly May1 = new(2024, 5, 1), May8 = new(2024, 5, 8), June1 = new(2024, 6, 1);
    private static readonly ActivityBaseEvent Opened = new Opened(May8, "新湊ふれあいの家");
    private static readonly ActivityBaseEvent Closed = new Closed(June1);

    private readonly DeciderSpec<ActivityBase, ActivityBaseEvent, ActivityBaseCommand> _base = new(ActivityBaseEndpoints.Definition);

    [Fact]
    public void A_base_opens() => _base.Given().When(new OpenBase(May8, "新湊ふれあいの家")).Then(Opened);

    [Fact]
    public void Today_has_happened() => _base.Given().When(new OpenBase(Days.Today, "新湊ふれあいの家")).Then(new Opened(Days.Today, "新湊ふれあいの家"));

    [Fact]
    public void Tomorrow_has_not_happened() => _base.Given().When(new OpenBase(Days.Tomorrow, "新湊ふれあいの家")).ThenRefused("on");

    [Fact]
    public void A_base_has_a_name() => _base.Given().When(new OpenBase(May8, "")).ThenRefused("name");

    [Fact]
    public void A_name_has_at_most_sixty_letters() => _base.Given().When(new OpenBase(May8, new('家', 61))).ThenRefused("name");

    [Fact]
    public void Sixty_letters_are_a_name() => _base.Given().When(new OpenBase(May8, new('家', 60))).Then(new Opened(May8, new('家', 60)));

    [Fact]
    public void A_mistyped_year_is_noticed() => _base.Given().When(new OpenBase(new DateOnly(24, 5, 8), "新湊ふれあいの家")).ThenRefused("on");

    [Fact]
    public void Opening_twice_records_nothing_new() => _base.Given(Opened).When(new OpenBase(May8, "新湊ふれあいの家")).ThenNothingNew();

    [Fact]
    public void A_number_belongs_to_one_base() => _base.Given(Opened).When(new OpenBase(May8, "別の拠点")).ThenRefused("name");

    [Fact]
    public void A_base_opens_on_one_day() => _base.Given(Opened).When(new OpenBase(June1, "新湊ふれあいの家")).ThenRefused("on");

    [Fact]
    public void A_base_that_closed_opens_under_a_new_number() => _base.Given(Opened, Closed).When(new OpenBase(June1, "新湊ふれあいの家")).ThenRefused("id");

    [Fact]
    public void A_base_closes() => _base.Given(Opened).When(new CloseBase(June1)).Then(Closed);

    [Fact]
    public void A_base_can_close_on_the_day_it_opened() => _base.Given(Opened).When(new CloseBase(May8)).Then(new Closed(May8));

    [Fact]
    public void A_base_does_not_close_before_it_opened() => _base.Given(Opened).When(new CloseBase(May1)).ThenRefused("on");

    [Fact]
    public void An_unknown_base_does_not_close() => _base.Given().When(new CloseBase(June1)).ThenRefused("id");

    [Fact]
    public void Closing_twice_records_nothing_new() => _base.Given(Opened, Closed).When(new CloseBase(June1)).ThenNothingNew();

    [Fact]
    public void A_base_closes_on_one_day() => _base.Given(Opened, Closed).When(new CloseBase(May8)).ThenRefused("on");

    [Fact]
    public void The_opening_stays_while_the_closing_stands_on_it() => _base.Given(Opened, Closed).WhenRetracting(Opened).ThenRefused();

    [Fact]
    public void The_closing_can_be_retracted() => _base.Given(Opened, Closed).WhenRetracting(Closed).ThenRetracted();

    [Fact]
    public void Whatever_is_retracted_the_rest_stays_possible() =>
        EveryRetraction.LeavesWhatTheRulesAllow(ActivityBaseEndpoints.Definition, length: 4,
            new OpenBase(May1, "新湊ふれあいの家"), new OpenBase(May8, "別の拠点"), new CloseBase(May8), new CloseBase(June1));
}
