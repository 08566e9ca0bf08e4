using Imizu.CommunityBuilding.Measures;
using Imizu.Testing;
using Xunit;
using static Imizu.CommunityBuilding.Measures.MeasureCommand;
using static Imizu.Contracts.FieldTallies.FieldMeasureEvent;

namespace Imizu.CommunityBuilding.Tests.Measures;

public sealed class TallyingTests : MeasureTests
{
    [Fact]
    public void A_period_is_tallied() => TheMeasure.Given(Flow).When(new Tally(April1, April30, 120)).Then(April);

    [Fact]
    public void A_period_of_one_day_is_tallied() =>
        TheMeasure.Given(Flow).When(new Tally(Days.Today, Days.Today, 1)).Then(new Tallied(Days.Today, Days.Today, 1));

    [Fact]
    public void What_is_not_registered_is_not_tallied() => TheMeasure.Given().When(new Tally(April1, April30, 120)).ThenRefused("id");

    [Fact]
    public void A_period_is_tallied_when_it_is_over() => TheMeasure.Given(Flow).When(new Tally(May1, Days.Tomorrow, 120)).ThenRefused("to");

    [Fact]
    public void A_period_has_begun_before_it_is_tallied() =>
        TheMeasure.Given(Flow).When(new Tally(Days.Tomorrow, April30, 120)).ThenRefused("from");

    [Fact]
    public void A_mistyped_year_is_noticed()
    {
        TheMeasure.Given(Flow).When(new Tally(new DateOnly(24, 4, 1), April30, 120)).ThenRefused("from");
        TheMeasure.Given(Flow).When(new Tally(April1, new DateOnly(24, 4, 30), 120)).ThenRefused("to");
    }

    [Fact]
    public void A_period_does_not_end_before_it_begins() =>
        TheMeasure.Given(Flow).When(new Tally(April30, April1, 120)).ThenRefused("to");

    [Fact]
    public void A_period_lies_in_one_fiscal_year() =>
        TheMeasure.Given(Flow).When(new Tally(April1.AddDays(-1), April1, 120)).ThenRefused("to");

    [Fact]
    public void A_whole_fiscal_year_is_tallied() =>
        TheMeasure.Given(Flow).When(new Tally(April1.AddYears(-1), April1.AddDays(-1), 120))
            .Then(new Tallied(April1.AddYears(-1), April1.AddDays(-1), 120));

    [Fact]
    public void Nothing_is_less_than_none() => TheMeasure.Given(Flow).When(new Tally(April1, April30, -1)).ThenRefused("value");

    [Fact]
    public void None_is_a_tally() => TheMeasure.Given(Flow).When(new Tally(April1, April30, 0)).Then(new Tallied(April1, April30, 0));

    [Fact]
    public void A_slip_of_the_hand_is_noticed() => TheMeasure.Given(Flow).When(new Tally(April1, April30, 1_000_000_001)).ThenRefused("value");

    [Fact]
    public void A_great_number_is_a_tally() =>
        TheMeasure.Given(Flow).When(new Tally(April1, April30, 1_000_000_000)).Then(new Tallied(April1, April30, 1_000_000_000));

    [Fact]
    public void Things_are_counted_in_whole_numbers() => TheMeasure.Given(Flow).When(new Tally(April1, April30, 1.5m)).ThenRefused("value");

    [Fact]
    public void What_is_there_is_counted_in_whole_numbers_too() => TheMeasure.Given(Stock).When(new Tally(April1, April30, 1.5m)).ThenRefused("value");

    [Fact]
    public void What_is_there_may_be_more_than_a_hundred() =>
        TheMeasure.Given(Stock).When(new Tally(April1, April30, 101)).Then(new Tallied(April1, April30, 101));

    [Fact]
    public void A_ratio_has_decimals() => TheMeasure.Given(Ratio).When(new Tally(April1, April30, 99.5m)).Then(new Tallied(April1, April30, 99.5m));

    [Fact]
    public void A_ratio_may_be_the_whole() => TheMeasure.Given(Ratio).When(new Tally(April1, April30, 100)).Then(new Tallied(April1, April30, 100));

    [Fact]
    public void A_ratio_is_not_more_than_the_whole() => TheMeasure.Given(Ratio).When(new Tally(April1, April30, 100.1m)).ThenRefused("value");

    [Fact]
    public void Sending_the_same_again_records_nothing_new() =>
        TheMeasure.Given(Flow, April).When(new Tally(April1, April30, 120)).ThenNothingNew();

    [Fact]
    public void Another_value_for_the_same_period_replaces_the_earlier_one() =>
        TheMeasure.Given(Flow, April).When(new Tally(April1, April30, 121)).Then(new Tallied(April1, April30, 121));

    [Fact]
    public void The_first_value_can_come_back() =>
        TheMeasure.Given(Flow, April, new Tallied(April1, April30, 121)).When(new Tally(April1, April30, 120)).Then(April);

    [Fact]
    public void The_next_period_is_tallied() =>
        TheMeasure.Given(Flow, April).When(new Tally(May1, May31, 5)).Then(new Tallied(May1, May31, 5));

    [Fact]
    public void The_period_before_is_tallied() =>
        TheMeasure.Given(Flow, new Tallied(May1, May31, 5)).When(new Tally(April1, April30, 120)).Then(April);

    [Theory]
    [InlineData("2024-04-01", "2024-05-31")]
    [InlineData("2024-04-01", "2024-04-15")]
    [InlineData("2024-04-15", "2024-04-30")]
    [InlineData("2024-04-15", "2024-04-16")]
    [InlineData("2024-04-30", "2024-05-31")]
    public void Periods_do_not_overlap(string from, string to) =>
        TheMeasure.Given(Flow, April)
            .When(new Tally(DateOnly.ParseExact(from, "yyyy-MM-dd"), DateOnly.ParseExact(to, "yyyy-MM-dd"), 120)).ThenRefused("from");

    [Fact]
    public void Periods_do_not_overlap_at_their_beginning() =>
        TheMeasure.Given(Flow, new Tallied(April30, May31, 5)).When(new Tally(April1, April30, 120)).ThenRefused("from");
}
