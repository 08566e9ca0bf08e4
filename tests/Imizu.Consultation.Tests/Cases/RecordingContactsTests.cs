using Imizu.Consultation.Cases;
using Imizu.Contracts.Consultation;
using Imizu.Testing;
using Xunit;
using static Imizu.Consultation.Cases.CaseCommand;
using static Imizu.Contracts.Consultation.CaseEvent;

namespace Imizu.Consultation.Tests.Cases;

public sealed class RecordingContactsTests : CaseTests
{
    [Fact]
    public void A_contact_has_one_method_and_its_topics() =>
        TheCase.Given(Received)
            .When(new RecordContact(May8, ContactMethod.HomeVisit, [ContactTopic.JobSeeking, ContactTopic.FamilyRelations]))
            .Then(new ContactRecorded(May8, ContactMethod.HomeVisit, [ContactTopic.JobSeeking, ContactTopic.FamilyRelations]));

    [Fact]
    public void A_contact_has_a_topic() =>
        TheCase.Given(Received).When(new RecordContact(May8, ContactMethod.HomeVisit, [])).ThenRefused("topics");

    [Fact]
    public void A_contact_has_no_topic_twice() =>
        TheCase.Given(Received)
            .When(new RecordContact(May8, ContactMethod.HomeVisit, [ContactTopic.JobSeeking, ContactTopic.JobSeeking])).ThenRefused("topics");

    [Fact]
    public void Two_contacts_alike_are_two() =>
        TheCase.Given(Received, new ContactRecorded(May8, ContactMethod.Telephone, [ContactTopic.Other]))
            .When(new RecordContact(May8, ContactMethod.Telephone, [ContactTopic.Other]))
            .Then(new ContactRecorded(May8, ContactMethod.Telephone, [ContactTopic.Other]));

    [Fact]
    public void A_household_is_classified_anew() =>
        TheCase.Given(Received, Classified).When(new ClassifyHousehold(May9, HouseholdType.Other))
            .Then(new HouseholdClassified(May9, HouseholdType.Other));
}
