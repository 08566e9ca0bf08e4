using Imizu.Consultation.Cases;
using Imizu.Contracts.Consultation;
using Imizu.Testing;
using Xunit;
using static Imizu.Consultation.Cases.CaseCommand;
using static Imizu.Contracts.Consultation.CaseEvent;

namespace Imizu.Consultation.Tests.Cases;

public sealed class EndingTests : CaseTests
{
    private static readonly CaseEvent[] Supported = [Received, Classified, Planned, Started], Over = [.. Supported, Concluded];

    [Fact]
    public void Support_is_concluded() =>
        TheCase.Given(Supported).When(new ConcludeSupport(June1, ConclusionReason.Resolved)).Then(Concluded);

    [Fact]
    public void Support_can_end_on_the_day_it_started() =>
        TheCase.Given(Supported).When(new ConcludeSupport(May10, ConclusionReason.Died)).Then(new SupportConcluded(May10, ConclusionReason.Died));

    [Fact]
    public void What_has_not_started_is_not_concluded() =>
        TheCase.Given(Received, Classified, Planned).When(new ConcludeSupport(June1, ConclusionReason.Resolved)).ThenRefused("id");

    [Fact]
    public void Support_is_not_concluded_before_it_started() =>
        TheCase.Given(Supported).When(new ConcludeSupport(May9, ConclusionReason.Resolved)).ThenRefused("on");

    [Fact]
    public void A_case_is_closed_without_a_plan() =>
        TheCase.Given(Received).When(new CloseWithoutPlan(June1, NoPlanReason.NoConsent)).Then(Unplanned);

    [Fact]
    public void A_case_with_a_plan_is_not_closed_without_one() =>
        TheCase.Given(Received, Planned).When(new CloseWithoutPlan(June1, NoPlanReason.NoConsent)).ThenRefused("id");

    public static TheoryData<CaseEvent> Late =>
    [
        new HouseholdClassified(June2, HouseholdType.Other), new ContactRecorded(June2, ContactMethod.Mail, [ContactTopic.Other]),
        new PartnerEngaged(June2, "p"), new ConsentGiven(June2), new PlanRevised(June2),
    ];

    [Theory, MemberData(nameof(Late))]
    public void Support_is_not_concluded_before_what_happened_in_it(CaseEvent late)
    {
        TheCase.Given([.. Supported, late]).When(new ConcludeSupport(June1, ConclusionReason.Resolved)).ThenRefused("on");
        TheCase.Given([.. Supported, late]).When(new ConcludeSupport(June2, ConclusionReason.Resolved)).Then(new SupportConcluded(June2, ConclusionReason.Resolved));
    }

    [Fact]
    public void A_case_is_not_closed_before_what_happened_in_it() =>
        TheCase.Given(Received, new ContactRecorded(June2, ContactMethod.Mail, [ContactTopic.Other])).When(new CloseWithoutPlan(June1, NoPlanReason.Other)).ThenRefused("on");

    [Fact]
    public void A_consent_withdrawn_late_keeps_the_case_open_until_then() =>
        TheCase.Given([.. Supported, new ConsentGiven(May10), new ConsentWithdrawn(June2)]).When(new ConcludeSupport(June1, ConclusionReason.Resolved)).ThenRefused("on");

    [Fact]
    public void Concluding_twice_records_nothing_new() =>
        TheCase.Given(Over).When(new ConcludeSupport(June1, ConclusionReason.Resolved)).ThenNothingNew();

    [Fact]
    public void Support_is_concluded_once()
    {
        TheCase.Given(Over).When(new ConcludeSupport(June2, ConclusionReason.Resolved)).ThenRefused("on");
        TheCase.Given(Over).When(new ConcludeSupport(June1, ConclusionReason.MovedAway)).ThenRefused("reason");
    }

    [Fact]
    public void A_case_that_was_closed_without_a_plan_is_not_concluded() =>
        TheCase.Given(Received, Unplanned).When(new ConcludeSupport(June1, ConclusionReason.Resolved)).ThenRefused("id");

    [Fact]
    public void A_case_that_was_concluded_is_not_closed_without_a_plan() =>
        TheCase.Given(Over).When(new CloseWithoutPlan(June1, NoPlanReason.NoConsent)).ThenRefused("id");

    [Fact]
    public void Closing_twice_records_nothing_new() =>
        TheCase.Given(Received, Unplanned).When(new CloseWithoutPlan(June1, NoPlanReason.NoConsent)).ThenNothingNew();

    [Fact]
    public void A_case_is_closed_once()
    {
        TheCase.Given(Received, Unplanned).When(new CloseWithoutPlan(June2, NoPlanReason.NoConsent)).ThenRefused("on");
        TheCase.Given(Received, Unplanned).When(new CloseWithoutPlan(June1, NoPlanReason.Other)).ThenRefused("reason");
    }

    [Fact]
    public void An_ended_case_gets_no_plan() =>
        TheCase.Given(Received, Unplanned).When(new CreatePlan(May9)).ThenRefused("id");

    [Fact]
    public void An_ended_case_gets_no_revision() => TheCase.Given(Over).When(new RevisePlan(May10)).ThenRefused("id");

    [Fact]
    public void Support_does_not_start_in_an_ended_case() => TheCase.Given(Over).When(new StartSupport(May10)).ThenRefused("id");

    [Fact]
    public void Nothing_happens_after_the_end() =>
        TheCase.Given(Over).When(new RecordContact(June2, ContactMethod.Mail, [ContactTopic.Other])).ThenRefused("on");

    [Fact]
    public void A_withdrawal_of_consent_after_the_end_is_refused_too() =>
        TheCase.Given(Received, new ConsentGiven(May8), Unplanned).When(new WithdrawConsent(June2)).ThenRefused("on");

    [Fact]
    public void What_happened_by_the_end_can_still_be_recorded() =>
        TheCase.Given(Over).When(new RecordContact(June1, ContactMethod.Mail, [ContactTopic.Other]))
            .Then(new ContactRecorded(June1, ContactMethod.Mail, [ContactTopic.Other]));

    [Fact]
    public void What_is_recorded_after_the_end_still_amounts_to_something() =>
        TheCase.Given(Received, Unplanned, new ConsentGiven(May8)).When(new GiveConsent(May8)).ThenNothingNew();
}
