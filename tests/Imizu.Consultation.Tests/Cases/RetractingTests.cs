using Imizu.Consultation.Cases;
using Imizu.Contracts.Consultation;
using Imizu.Testing;
using Xunit;
using static Imizu.Consultation.Cases.CaseCommand;
using static Imizu.Contracts.Consultation.CaseEvent;

namespace Imizu.Consultation.Tests.Cases;

public sealed class RetractingTests : CaseTests
{
    private static readonly CaseEvent[] Whole = [Received, Classified, Planned, Started, Concluded];

    public static TheoryData<CaseEvent> EventsThatDependOnTheReceipt => new(
        Classified, new ContactRecorded(May8, ContactMethod.Mail, [ContactTopic.Other]), new PartnerEngaged(May8, "shakyo"), new ConsentGiven(May8),
        Planned, new OutlineWritten(May8, 2024, "就労につながった。"), Unplanned);

    [Theory]
    [MemberData(nameof(EventsThatDependOnTheReceipt), DisableDiscoveryEnumeration = true)]
    public void The_receipt_stays_while_anything_stands_on_it(CaseEvent later) =>
        TheCase.Given(Received, later).WhenRetracting(Received).ThenRefused();

    [Fact]
    public void The_receipt_alone_can_be_retracted() => TheCase.Given(Received).WhenRetracting(Received).ThenRetracted();

    [Fact]
    public void A_receipt_stands_on_no_other() =>
        TheCase.Given(Received, new Received(May8, ReferralRoute.Agency)).WhenRetracting(Received).ThenRetracted();

    [Fact]
    public void The_end_can_be_retracted() => TheCase.Given(Whole).WhenRetracting(Concluded).ThenRetracted();

    [Fact]
    public void The_start_stays_while_the_end_stands_on_it() => TheCase.Given(Whole).WhenRetracting(Started).ThenRefused();

    [Fact]
    public void The_plan_stays_while_the_start_stands_on_it() =>
        TheCase.Given(Received, Classified, Planned, Started).WhenRetracting(Planned).ThenRefused();

    [Fact]
    public void The_plan_stays_while_a_revision_stands_on_it() =>
        TheCase.Given(Received, Planned, new PlanRevised(May10)).WhenRetracting(Planned).ThenRefused();

    [Fact]
    public void The_plan_alone_can_be_retracted() => TheCase.Given(Received, Classified, Planned).WhenRetracting(Planned).ThenRetracted();

    [Fact]
    public void The_only_type_stays_while_the_start_stands_on_it() =>
        TheCase.Given(Received, Classified, Planned, Started).WhenRetracting(Classified).ThenRefused();

    [Fact]
    public void A_type_can_be_retracted_where_another_carries_the_start() =>
        TheCase.Given(Received, Classified, Planned, Started, new HouseholdClassified(May10, HouseholdType.Other))
            .WhenRetracting(Classified).ThenRetracted();

    [Fact]
    public void A_type_that_was_seen_after_the_start_does_not_carry_it() =>
        TheCase.Given(Received, Classified, Planned, Started, new HouseholdClassified(June1, HouseholdType.Other))
            .WhenRetracting(Classified).ThenRefused();

    [Fact]
    public void A_consent_stays_while_its_withdrawal_stands_on_it()
    {
        CaseEvent given = new ConsentGiven(May8);
        TheCase.Given(Received, given, new ConsentWithdrawn(May10)).WhenRetracting(given).ThenRefused();
    }

    [Fact]
    public void A_withdrawal_of_consent_can_be_retracted()
    {
        CaseEvent withdrawn = new ConsentWithdrawn(May10);
        TheCase.Given(Received, new ConsentGiven(May8), withdrawn).WhenRetracting(withdrawn).ThenRetracted();
    }

    [Fact]
    public void Whatever_is_retracted_the_course_of_support_stays_possible() =>
        EveryRetraction.LeavesWhatTheRulesAllow(CaseEndpoints.Definition, length: 6,
            new Receive(May1, ReferralRoute.Family), new ClassifyHousehold(May8, HouseholdType.SinglePerson),
            new ClassifyHousehold(June1, HouseholdType.Other), new CreatePlan(May9), new RevisePlan(May10), new StartSupport(May10),
            new ConcludeSupport(June1, ConclusionReason.Resolved), new CloseWithoutPlan(June1, NoPlanReason.Other));

    [Fact]
    public void Whatever_is_retracted_the_course_of_consent_stays_possible() =>
        EveryRetraction.LeavesWhatTheRulesAllow(CaseEndpoints.Definition, length: 5,
            new Receive(May1, ReferralRoute.Family), new GiveConsent(May8), new GiveConsent(May10), new WithdrawConsent(May9), new WithdrawConsent(June1));
}
