using Imizu.Contracts.Participation;
using Imizu.Participation.Resources;
using Imizu.Testing;
using Xunit;
using static Imizu.Contracts.Participation.ResourceEvent;
using static Imizu.Participation.Resources.ResourceCommand;

namespace Imizu.Participation.Tests.Resources;

public sealed class ResourceTests
{
    private const string Name = "みんなの居場所";

    private static readonly DateOnly May1 = new(2024, 5, 1), May8 = new(2024, 5, 8), June1 = new(2024, 6, 1);
    private static readonly ResourceEvent Known = new Registered(May8, ResourceKind.SafePlace, Name);
    private static readonly ResourceEvent Created = new ExitPlaceCreated(May8, ResourceKind.SafePlace, Name);
    private static readonly ResourceEvent Withdrawn = new Withdrawn(June1);
    private static readonly Register Registering = new(May8, ResourceKind.SafePlace, Name);
    private static readonly CreateExitPlace Creating = new(May8, ResourceKind.SafePlace, Name);

    private readonly DeciderSpec<Resource, ResourceEvent, ResourceCommand> _resource = new(ResourceEndpoints.Definition);

    public static TheoryData<ResourceCommand> Entries => [Registering, Creating];

    public static TheoryData<ResourceEvent, ResourceCommand, string> OtherEntries => new()
    {
        { Known, Registering with { On = June1 }, "on" },
        { Known, Registering with { Name = "別の場" }, "name" },
        { Known, Registering with { Kind = ResourceKind.GatheringPlace }, "kind" },
        { Known, Creating, "id" },
        { Created, Creating with { On = June1 }, "on" },
        { Created, Creating with { Name = "別の場" }, "name" },
        { Created, Creating with { Kind = ResourceKind.GatheringPlace }, "kind" },
        { Created, Registering, "id" },
    };

    [Fact]
    public void A_resource_is_registered() => _resource.Given().When(Registering).Then(Known);

    [Fact]
    public void An_exit_place_is_created() => _resource.Given().When(Creating).Then(Created);

    [Theory]
    [MemberData(nameof(Entries), DisableDiscoveryEnumeration = true)]
    public void Tomorrow_has_not_happened(ResourceCommand entry) => _resource.Given().When(entry with { On = Days.Tomorrow }).ThenRefused("on");

    [Theory]
    [MemberData(nameof(Entries), DisableDiscoveryEnumeration = true)]
    public void A_mistyped_year_is_noticed(ResourceCommand entry) => _resource.Given().When(entry with { On = new DateOnly(24, 5, 8) }).ThenRefused("on");

    [Fact]
    public void Today_has_happened() =>
        _resource.Given().When(Registering with { On = Days.Today }).Then(new Registered(Days.Today, ResourceKind.SafePlace, Name));

    [Fact]
    public void A_resource_has_a_name() => _resource.Given().When(Registering with { Name = "" }).ThenRefused("name");

    [Fact]
    public void An_exit_place_has_a_name() => _resource.Given().When(Creating with { Name = "" }).ThenRefused("name");

    [Fact]
    public void A_name_has_at_most_sixty_letters() => _resource.Given().When(Registering with { Name = new('場', 61) }).ThenRefused("name");

    [Fact]
    public void The_name_of_an_exit_place_has_at_most_sixty_letters() => _resource.Given().When(Creating with { Name = new('場', 61) }).ThenRefused("name");

    [Fact]
    public void Sixty_letters_are_a_name() =>
        _resource.Given().When(Registering with { Name = new('場', 60) }).Then(new Registered(May8, ResourceKind.SafePlace, new('場', 60)));

    [Fact]
    public void Sixty_letters_are_the_name_of_an_exit_place() =>
        _resource.Given().When(Creating with { Name = new('場', 60) }).Then(new ExitPlaceCreated(May8, ResourceKind.SafePlace, new('場', 60)));

    [Fact]
    public void Registering_twice_records_nothing_new() => _resource.Given(Known).When(Registering).ThenNothingNew();

    [Fact]
    public void Creating_twice_records_nothing_new() => _resource.Given(Created).When(Creating).ThenNothingNew();

    [Theory]
    [MemberData(nameof(OtherEntries), DisableDiscoveryEnumeration = true)]
    public void A_number_belongs_to_one_place(ResourceEvent known, ResourceCommand other, string field) =>
        _resource.Given(known).When(other).ThenRefused(field);

    [Theory]
    [MemberData(nameof(Entries), DisableDiscoveryEnumeration = true)]
    public void A_place_that_was_withdrawn_is_not_entered_again(ResourceCommand entry) =>
        _resource.Given(Known, Withdrawn).When(entry with { On = June1 }).ThenRefused("id");

    [Fact]
    public void A_resource_is_withdrawn() => _resource.Given(Known).When(new Withdraw(June1)).Then(Withdrawn);

    [Fact]
    public void An_exit_place_is_withdrawn() => _resource.Given(Created).When(new Withdraw(June1)).Then(Withdrawn);

    [Fact]
    public void A_resource_can_be_withdrawn_on_its_first_day() => _resource.Given(Known).When(new Withdraw(May8)).Then(new Withdrawn(May8));

    [Fact]
    public void A_resource_is_not_withdrawn_before_it_was_registered() => _resource.Given(Known).When(new Withdraw(May1)).ThenRefused("on");

    [Fact]
    public void An_unknown_resource_is_not_withdrawn() => _resource.Given().When(new Withdraw(June1)).ThenRefused("id");

    [Fact]
    public void Withdrawing_twice_records_nothing_new() => _resource.Given(Known, Withdrawn).When(new Withdraw(June1)).ThenNothingNew();

    [Fact]
    public void A_resource_is_withdrawn_on_one_day() => _resource.Given(Known, Withdrawn).When(new Withdraw(May8)).ThenRefused("on");

    [Fact]
    public void A_registration_stays_while_the_withdrawal_stands_on_it() => _resource.Given(Known, Withdrawn).WhenRetracting(Known).ThenRefused();

    [Fact]
    public void A_creation_stays_while_the_withdrawal_stands_on_it() => _resource.Given(Created, Withdrawn).WhenRetracting(Created).ThenRefused();

    [Fact]
    public void A_withdrawal_can_be_retracted() => _resource.Given(Known, Withdrawn).WhenRetracting(Withdrawn).ThenRetracted();

    [Fact]
    public void Whatever_is_retracted_the_rest_stays_possible() =>
        EveryRetraction.LeavesWhatTheRulesAllow(ResourceEndpoints.Definition, length: 4,
            Registering, Creating, Registering with { On = June1 }, new Withdraw(May8), new Withdraw(June1));
}
