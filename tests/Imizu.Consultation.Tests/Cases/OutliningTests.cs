using Imizu.Consultation.Cases;
using Imizu.Contracts.Consultation;
using Imizu.Testing;
using Xunit;
using static Imizu.Consultation.Cases.CaseCommand;
using static Imizu.Contracts.Consultation.CaseEvent;

namespace Imizu.Consultation.Tests.Cases;

/// <summary>Outlines of a case that was received in fiscal 2022; it is June 2024.</summary>
public sealed class OutliningTests : CaseTests
{
    private const string Text = "就労につながった。", Other = "家計が安定した。";

    private static readonly CaseEvent LongAgo = new Received(new DateOnly(2023, 3, 31), ReferralRoute.Family);
    private static readonly CaseEvent Outlined = new OutlineWritten(May8, 2023, Text);

    [Fact]
    public void An_outline_is_written_for_the_year_that_is_over() =>
        TheCase.Given(LongAgo).When(new WriteOutline(May8, 2023, Text)).Then(Outlined);

    [Fact]
    public void An_outline_is_written_for_the_current_year() =>
        TheCase.Given(LongAgo).When(new WriteOutline(May8, 2024, Text)).Then(new OutlineWritten(May8, 2024, Text));

    [Fact]
    public void An_outline_is_written_for_the_year_of_receipt() =>
        TheCase.Given(LongAgo).When(new WriteOutline(May8, 2022, Text)).Then(new OutlineWritten(May8, 2022, Text));

    [Fact]
    public void No_outline_is_for_a_year_before_the_receipt() =>
        TheCase.Given(LongAgo).When(new WriteOutline(May8, 2021, Text)).ThenRefused("fiscalYear");

    [Fact]
    public void No_outline_is_for_a_year_to_come() =>
        TheCase.Given(LongAgo).When(new WriteOutline(May8, 2025, Text)).ThenRefused("fiscalYear");

    [Fact]
    public void An_outline_has_words() => TheCase.Given(LongAgo).When(new WriteOutline(May8, 2023, " ")).ThenRefused("text");

    [Fact]
    public void The_same_outline_again_records_nothing_new() =>
        TheCase.Given(LongAgo, Outlined).When(new WriteOutline(May8, 2023, Text)).ThenNothingNew();

    [Fact]
    public void The_same_words_for_another_year_are_another_outline() =>
        TheCase.Given(LongAgo, Outlined).When(new WriteOutline(May8, 2024, Text)).Then(new OutlineWritten(May8, 2024, Text));

    [Fact]
    public void The_same_words_on_a_later_day_are_written_again() =>
        TheCase.Given(LongAgo, Outlined).When(new WriteOutline(May9, 2023, Text)).Then(new OutlineWritten(May9, 2023, Text));

    [Fact]
    public void Another_outline_takes_its_place() =>
        TheCase.Given(LongAgo, Outlined).When(new WriteOutline(May8, 2023, Other)).Then(new OutlineWritten(May8, 2023, Other));

    [Fact]
    public void An_outline_is_not_earlier_than_what_it_takes_the_place_of() =>
        TheCase.Given(LongAgo, Outlined).When(new WriteOutline(May1, 2023, Other)).ThenRefused("on");

    [Fact]
    public void The_outline_of_another_year_may_be_earlier() =>
        TheCase.Given(LongAgo, Outlined).When(new WriteOutline(May1, 2022, Other)).Then(new OutlineWritten(May1, 2022, Other));

    [Fact]
    public void An_outline_is_written_after_the_end() =>
        TheCase.Given(Received, Unplanned).When(new WriteOutline(June2, 2024, Text)).Then(new OutlineWritten(June2, 2024, Text));

    [Fact]
    public void An_outline_does_not_keep_a_case_open() =>
        TheCase.Given(Received, new OutlineWritten(June2, 2024, Text)).When(new CloseWithoutPlan(June1, NoPlanReason.NoConsent)).Then(Unplanned);

    [Fact]
    public void Even_an_outline_is_not_written_before_the_case_was_received() =>
        TheCase.Given(Received, Unplanned).When(new WriteOutline(April30, 2024, Text)).ThenRefused("on");

    [Fact]
    public void Whatever_is_retracted_the_outlines_stay_possible() =>
        EveryRetraction.LeavesWhatTheRulesAllow(CaseEndpoints.Definition, length: 5,
            new Receive(May1, ReferralRoute.Family), new WriteOutline(May8, 2024, Text), new WriteOutline(May9, 2024, Other),
            new WriteOutline(May10, 2024, Text), new CloseWithoutPlan(June1, NoPlanReason.Other));
}
