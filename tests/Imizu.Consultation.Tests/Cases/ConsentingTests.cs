using Imizu.Consultation.Cases;
using Imizu.Contracts.Consultation;
using Imizu.Testing;
using Xunit;
using static Imizu.Consultation.Cases.CaseCommand;
using static Imizu.Contracts.Consultation.CaseEvent;

namespace Imizu.Consultation.Tests.Cases;

public sealed class ConsentingTests : CaseTests
{
    private static readonly CaseEvent Given8 = new ConsentGiven(May8), Withdrawn10 = new ConsentWithdrawn(May10);

    [Fact]
    public void Consent_is_given() => TheCase.Given(Received).When(new GiveConsent(May8)).Then(Given8);

    [Fact]
    public void Consenting_twice_records_nothing_new() => TheCase.Given(Received, Given8).When(new GiveConsent(May8)).ThenNothingNew();

    [Fact]
    public void Consent_that_reaches_further_back_or_less_far_is_no_retry()
    {
        TheCase.Given(Received, Given8).When(new GiveConsent(May1)).ThenRefused("on");
        TheCase.Given(Received, Given8).When(new GiveConsent(May9)).ThenRefused("on");
    }

    [Fact]
    public void Consent_is_withdrawn() => TheCase.Given(Received, Given8).When(new WithdrawConsent(May10)).Then(Withdrawn10);

    [Fact]
    public void Consent_can_be_withdrawn_on_the_day_it_was_given() =>
        TheCase.Given(Received, Given8).When(new WithdrawConsent(May8)).Then(new ConsentWithdrawn(May8));

    [Fact]
    public void Withdrawing_twice_records_nothing_new() =>
        TheCase.Given(Received, Given8, Withdrawn10).When(new WithdrawConsent(May10)).ThenNothingNew();

    [Fact]
    public void Consent_is_withdrawn_on_one_day() =>
        TheCase.Given(Received, Given8, Withdrawn10).When(new WithdrawConsent(June1)).ThenRefused("on");

    [Fact]
    public void What_was_not_given_is_not_withdrawn() => TheCase.Given(Received).When(new WithdrawConsent(May10)).ThenRefused("id");

    [Fact]
    public void Consent_is_not_withdrawn_before_it_was_given() =>
        TheCase.Given(Received, Given8).When(new WithdrawConsent(May1)).ThenRefused("on");

    [Fact]
    public void Consent_is_given_anew_after_a_withdrawal() =>
        TheCase.Given(Received, Given8, Withdrawn10).When(new GiveConsent(May10)).Then(new ConsentGiven(May10));

    [Fact]
    public void Consent_is_not_given_anew_before_the_withdrawal() =>
        TheCase.Given(Received, Given8, Withdrawn10).When(new GiveConsent(May9)).ThenRefused("on");

    [Fact]
    public void Consent_holds_from_its_day_until_the_day_before_the_withdrawal()
    {
        var @case = After(Received, Given8, Withdrawn10);
        Assert.Equal([false, true, true, false, false],
            new[] { May1, May8, May9, May10, June1 }.Select(@case.HasConsentOn));
    }

    [Fact]
    public void Consent_given_anew_holds_again_and_leaves_the_time_between_without()
    {
        var @case = After(Received, Given8, new ConsentWithdrawn(May9), new ConsentGiven(June1));
        Assert.Equal([true, false, false, true, true],
            new[] { May8, May9, May10, June1, June2 }.Select(@case.HasConsentOn));
    }

    [Fact]
    public void Consent_outlives_the_case() => Assert.True(After(Received, Given8, Unplanned).HasConsentOn(May9));

    [Fact]
    public void An_unknown_case_has_no_consent() => Assert.False(Case.Initial.HasConsentOn(May9));

    private static Case After(params CaseEvent[] past) => past.Aggregate(Case.Initial, CaseEndpoints.Definition.Evolve);
}
