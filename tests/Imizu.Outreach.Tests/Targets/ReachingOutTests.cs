using Imizu.Contracts.Outreach;
using Imizu.Testing;
using Xunit;
using static Imizu.Contracts.Outreach.TargetEvent;
using static Imizu.Outreach.Targets.TargetCommand;

namespace Imizu.Outreach.Tests.Targets;

public sealed class ReachingOutTests : TargetTests
{
    [Fact]
    public void A_target_is_identified() =>
        TheTarget.Given().When(new Identify(May1, InformationSource.WelfareCommissioner)).Then(Identified);

    [Fact]
    public void Today_has_happened() =>
        TheTarget.Given().When(new Identify(Days.Today, InformationSource.Other)).Then(new Identified(Days.Today, InformationSource.Other));

    [Fact]
    public void Tomorrow_has_not_happened() =>
        TheTarget.Given().When(new Identify(Days.Tomorrow, InformationSource.Other)).ThenRefused("on");

    [Fact]
    public void Identifying_twice_records_nothing_new() =>
        TheTarget.Given(Identified).When(new Identify(May1, InformationSource.WelfareCommissioner)).ThenNothingNew();

    [Fact]
    public void A_target_is_identified_once()
    {
        TheTarget.Given(Identified).When(new Identify(May8, InformationSource.WelfareCommissioner)).ThenRefused("on");
        TheTarget.Given(Identified).When(new Identify(May1, InformationSource.Agency)).ThenRefused("source");
    }

    [Fact]
    public void A_mistyped_year_is_noticed() =>
        TheTarget.Given().When(new Identify(new DateOnly(24, 5, 1), InformationSource.Other)).ThenRefused("on");

    [Fact]
    public void Nothing_happens_to_an_unknown_target() =>
        TheTarget.Given().When(new RecordContact(May8, OutreachMethod.Visit, Met: true)).ThenRefused("id");

    [Fact]
    public void A_contact_is_recorded_whether_or_not_it_was_answered() =>
        TheTarget.Given(Identified).When(new RecordContact(May8, OutreachMethod.Letter, Met: false))
            .Then(new Contacted(May8, OutreachMethod.Letter, Met: false));

    [Fact]
    public void Two_contacts_alike_are_two() =>
        TheTarget.Given(Identified, Visited).When(new RecordContact(May8, OutreachMethod.Visit, Met: true)).Then(Visited);

    [Fact]
    public void A_contact_on_the_day_of_identification_is_recorded() =>
        TheTarget.Given(Identified).When(new RecordContact(May1, OutreachMethod.Visit, Met: true))
            .Then(new Contacted(May1, OutreachMethod.Visit, Met: true));

    [Fact]
    public void Nothing_happens_before_the_identification() =>
        TheTarget.Given(Identified).When(new RecordContact(April30, OutreachMethod.Visit, Met: true)).ThenRefused("on");

    [Fact]
    public void A_plan_is_created() => TheTarget.Given(Identified).When(new CreatePlan(May8)).Then(Planned);

    [Fact]
    public void Planning_twice_records_nothing_new() => TheTarget.Given(Identified, Planned).When(new CreatePlan(May8)).ThenNothingNew();

    [Fact]
    public void A_plan_is_created_on_one_day() => TheTarget.Given(Identified, Planned).When(new CreatePlan(June1)).ThenRefused("on");

    [Fact]
    public void A_target_is_connected_to_a_case() =>
        TheTarget.Given(Identified).When(new ConnectToConsultation(May8, CaseId)).Then(Connected);

    [Fact]
    public void Connecting_twice_records_nothing_new() =>
        TheTarget.Given(Identified, Connected).When(new ConnectToConsultation(May8, CaseId)).ThenNothingNew();

    [Fact]
    public void A_target_is_connected_on_one_day() =>
        TheTarget.Given(Identified, Connected).When(new ConnectToConsultation(June1, CaseId)).ThenRefused("on");

    [Fact]
    public void A_target_is_not_connected_to_two_cases() =>
        TheTarget.Given(Identified, Connected).When(new ConnectToConsultation(May8, OtherCaseId)).ThenRefused("caseId");
}
