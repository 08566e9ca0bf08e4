using Imizu.Consultation.Cases;
using Imizu.Consultation.Partners;
using Imizu.Contracts.Consultation;
using Imizu.Testing;
using Xunit;
using static Imizu.Consultation.Cases.CaseCommand;
using static Imizu.Contracts.Consultation.CaseEvent;

namespace Imizu.Consultation.Tests.Cases;

public sealed class CorrectingTests : CaseTests
{
    [Fact]
    public void However_it_is_corrected_the_course_of_support_is_as_if_recorded_right_at_first() =>
        EveryCorrection.IsAsIfRecordedRightAtFirst(CaseEndpoints.Definition, length: 6,
            new Receive(May1, ReferralRoute.Family), new Receive(May9, ReferralRoute.Person), new ClassifyHousehold(May8, HouseholdType.SinglePerson),
            new ClassifyHousehold(June1, HouseholdType.Other), new CreatePlan(May9), new CreatePlan(May10), new StartSupport(May9), new StartSupport(May10),
            new ConcludeSupport(May10, ConclusionReason.Resolved), new ConcludeSupport(June1, ConclusionReason.Resolved));

    [Fact]
    public void However_it_is_corrected_the_course_of_consent_is_as_if_recorded_right_at_first() =>
        EveryCorrection.IsAsIfRecordedRightAtFirst(CaseEndpoints.Definition, length: 5,
            new Receive(May1, ReferralRoute.Family), new GiveConsent(May8), new GiveConsent(May10), new WithdrawConsent(May9), new WithdrawConsent(June1));

    [Fact]
    public void However_it_is_corrected_what_is_done_on_the_way_is_as_if_recorded_right_at_first() =>
        EveryCorrection.IsAsIfRecordedRightAtFirst(CaseEndpoints.Definition, length: 5,
            new Receive(May1, ReferralRoute.Family), new Receive(May9, ReferralRoute.Family),
            new RecordContact(May8, ContactMethod.Mail, [ContactTopic.Other]), new RecordContact(May10, ContactMethod.Mail, [ContactTopic.Other]),
            new EngagePartner(May9, "shakyo") { Registered = Partner.ListedOn(May1) }, new EngagePartner(May10, "shakyo") { Registered = Partner.ListedOn(May1) },
            new WriteOutline(May9, 2024, "就労につながった。"), new WriteOutline(May10, 2024, "家計が安定した。"),
            new CloseWithoutPlan(May9, NoPlanReason.Other), new CloseWithoutPlan(June1, NoPlanReason.Other));

    [Fact]
    public void An_engagement_stays_whatever_the_register_says_by_now()
    {
        CaseEvent engaged = new PartnerEngaged(May8, "no-longer-there");
        Assert.True(RecordedHistory.Of(CaseEndpoints.Definition, [Received, engaged]).WhenCorrecting(Received, new Receive(April30, ReferralRoute.Family)).Accepted);
    }
}
