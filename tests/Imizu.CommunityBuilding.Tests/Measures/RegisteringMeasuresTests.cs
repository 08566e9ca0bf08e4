using Imizu.CommunityBuilding.Measures;
using Imizu.Contracts.FieldTallies;
using Imizu.Testing;
using Xunit;
using static Imizu.CommunityBuilding.Measures.MeasureCommand;

namespace Imizu.CommunityBuilding.Tests.Measures;

public sealed class RegisteringMeasuresTests : MeasureTests
{
    public static TheoryData<string, Register> Wordless => new()
    {
        { "programme", Registering with { Programme = "" } },
        { "measure", Registering with { Measure = "" } },
        { "unit", Registering with { Unit = "" } },
    };

    public static TheoryData<string, Register> Wordy => new()
    {
        { "programme", Registering with { Programme = new('会', 61) } },
        { "measure", Registering with { Measure = new('会', 61) } },
        { "unit", Registering with { Unit = new('会', 11) } },
    };

    public static TheoryData<Register> Changes =>
    [
        Registering with { Programme = "別の事業" },
        Registering with { Measure = "訪問件数" },
        Registering with { Table = MeasureTable.RelatedProject },
        Registering with { Order = 2 },
    ];

    [Fact]
    public void What_is_counted_in_one_unit_is_not_printed_in_another() =>
        TheMeasure.Given(Flow, April).When(Registering with { Unit = "回" }).ThenRefused("unit");

    [Theory]
    [InlineData("％", "%")]
    [InlineData("件", " 件")]
    public void The_same_unit_written_otherwise_changes_nothing(string unit, string again) =>
        TheMeasure.Given(Flow with { Unit = unit }).When(Registering with { Unit = again }).ThenNothingNew();

    [Fact]
    public void A_measure_is_registered() => TheMeasure.Given().When(Registering).Then(Flow);

    [Fact]
    public void Today_has_happened() => TheMeasure.Given().When(Registering with { On = Days.Today }).Then(Flow with { On = Days.Today });

    [Fact]
    public void Tomorrow_has_not_happened() => TheMeasure.Given().When(Registering with { On = Days.Tomorrow }).ThenRefused("on");

    [Theory]
    [MemberData(nameof(Wordless), DisableDiscoveryEnumeration = true)]
    public void What_is_printed_has_words(string field, Register register) => TheMeasure.Given().When(register).ThenRefused(field);

    [Theory]
    [MemberData(nameof(Wordy), DisableDiscoveryEnumeration = true)]
    public void What_is_printed_has_room(string field, Register register) => TheMeasure.Given().When(register).ThenRefused(field);

    [Fact]
    public void Words_may_fill_their_room() =>
        TheMeasure.Given().When(Registering with { Programme = new('会', 60), Measure = new('会', 60), Unit = new('会', 10) })
            .Then(Flow with { Programme = new('会', 60), Measure = new('会', 60), Unit = new('会', 10) });

    [Fact]
    public void Rows_are_numbered_from_one() => TheMeasure.Given().When(Registering with { Order = 0 }).ThenRefused("order");

    [Fact]
    public void A_mistyped_year_is_noticed() => TheMeasure.Given().When(Registering with { On = new DateOnly(24, 4, 1) }).ThenRefused("on");

    [Fact]
    public void Registering_the_same_again_records_nothing_new() => TheMeasure.Given(Flow).When(Registering).ThenNothingNew();

    [Fact]
    public void The_same_from_a_later_day_on_is_registered_anew() =>
        TheMeasure.Given(Flow).When(Registering with { On = May1 }).Then(Flow with { On = May1 });

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void A_change_is_not_earlier_than_what_it_changes(Register change) =>
        TheMeasure.Given(Flow with { On = May1 }).When(change).ThenRefused("on");

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void What_is_printed_can_change(Register change) => TheMeasure.Given(Flow, April).When(change).Then(Registered(change));

    [Fact]
    public void A_change_sent_twice_records_nothing_new() =>
        TheMeasure.Given(Flow, Flow with { Unit = "回" }).When(Registering with { Unit = "回" }).ThenNothingNew();

    [Fact]
    public void A_change_can_be_taken_back() => TheMeasure.Given(Flow, Flow with { Measure = "訪問件数" }).When(Registering).Then(Flow);

    [Fact]
    public void A_measure_that_was_tallied_keeps_its_kind() =>
        TheMeasure.Given(Flow, April).When(Registering with { Kind = MeasureKind.Stock }).ThenRefused("kind");

    [Fact]
    public void A_registration_stays_while_a_tally_stands_on_it() => TheMeasure.Given(Flow, April).WhenRetracting(Flow).ThenRefused();

    [Fact]
    public void A_change_can_be_retracted()
    {
        var renamed = Flow with { Measure = "訪問件数" };
        TheMeasure.Given(Flow, renamed, April).WhenRetracting(renamed).ThenRetracted();
    }

    [Fact]
    public void A_tally_is_known_still_where_a_later_registration_carries_it()
    {
        var renamed = Flow with { Measure = "訪問件数" };
        TheMeasure.Given(Flow, April, renamed).WhenRetracting(Flow).ThenRetracted();
        TheMeasure.Given(April, renamed).When(new Tally(April1, April1.AddDays(14), 60)).ThenRefused("from");
        TheMeasure.Given(April, renamed).When(new Tally(April1, April30, 120)).ThenNothingNew();
    }

    [Fact]
    public void A_tally_can_be_retracted() => TheMeasure.Given(Flow, April).WhenRetracting(April).ThenRetracted();

    [Fact]
    public void Whatever_is_retracted_the_rest_stays_possible() =>
        EveryRetraction.LeavesWhatTheRulesAllow(MeasureEndpoints.Definition, length: 5,
            Registering, Registering with { Measure = "訪問件数" }, Registering with { Kind = MeasureKind.Ratio },
            Registering with { On = May1 }, new Tally(April1, April30, 120), new Tally(April1, April30, 99.5m), new Tally(May1, May31, 5));
}
