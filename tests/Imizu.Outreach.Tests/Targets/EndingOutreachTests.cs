using Imizu.Contracts.Outreach;
using Imizu.Outreach.Targets;
using Imizu.Testing;
using Xunit;
using static Imizu.Contracts.Outreach.TargetEvent;
using static Imizu.Outreach.Targets.TargetCommand;

namespace Imizu.Outreach.Tests.Targets;

public sealed class EndingOutreachTests : TargetTests
{
    public static TheoryData<TargetEvent> WhatHappensOnMay8 => new(Visited, Planned, Connected);

    [Fact]
    public void Outreach_ends() =>
        TheTarget.Given(Identified).When(new End(June1, EndReason.NoLongerNeeded)).Then(Ended);

    [Fact]
    public void Outreach_can_end_on_the_day_it_began() =>
        TheTarget.Given(Identified).When(new End(May1, EndReason.MovedAway)).Then(new Ended(May1, EndReason.MovedAway));

    [Theory]
    [MemberData(nameof(WhatHappensOnMay8), DisableDiscoveryEnumeration = true)]
    public void Outreach_does_not_end_before_what_was_done(TargetEvent done) =>
        TheTarget.Given(Identified, done).When(new End(May1, EndReason.Other)).ThenRefused("on");

    [Fact]
    public void What_was_done_earlier_but_recorded_later_does_not_let_outreach_end_before() =>
        TheTarget.Given(Identified, Visited, new Contacted(May1, OutreachMethod.Letter, Met: false))
            .When(new End(May1, EndReason.Other)).ThenRefused("on");

    [Fact]
    public void Outreach_can_end_on_the_day_of_the_last_contact() =>
        TheTarget.Given(Identified, Visited).When(new End(May8, EndReason.Other)).Then(new Ended(May8, EndReason.Other));

    [Fact]
    public void Ending_twice_records_nothing_new() =>
        TheTarget.Given(Identified, Ended).When(new End(June1, EndReason.NoLongerNeeded)).ThenNothingNew();

    [Fact]
    public void Outreach_ends_once()
    {
        TheTarget.Given(Identified, Ended).When(new End(June2, EndReason.NoLongerNeeded)).ThenRefused("on");
        TheTarget.Given(Identified, Ended).When(new End(June1, EndReason.Other)).ThenRefused("reason");
    }

    [Fact]
    public void An_ended_target_was_identified_all_the_same()
    {
        TheTarget.Given(Identified, Ended).When(new Identify(May1, InformationSource.WelfareCommissioner)).ThenNothingNew();
        TheTarget.Given(Identified, Ended).When(new Identify(June2, InformationSource.WelfareCommissioner)).ThenRefused("on");
        TheTarget.Given(Identified, Ended).When(new Identify(May1, InformationSource.Agency)).ThenRefused("source");
    }

    [Fact]
    public void After_the_end_nothing_is_planned() => TheTarget.Given(Identified, Ended).When(new CreatePlan(May8)).ThenRefused("id");

    [Fact]
    public void After_the_end_nothing_happens() =>
        TheTarget.Given(Identified, Ended).When(new RecordContact(June2, OutreachMethod.Visit, Met: true)).ThenRefused("on");

    [Fact]
    public void What_happened_by_the_end_can_still_be_recorded() =>
        TheTarget.Given(Identified, Ended).When(new ConnectToConsultation(June1, CaseId)).Then(new ConnectedToConsultation(June1, CaseId));

    [Fact]
    public void What_is_recorded_after_the_end_still_amounts_to_something() =>
        TheTarget.Given(Identified, Ended, Connected).When(new ConnectToConsultation(May8, OtherCaseId)).ThenRefused("caseId");

    [Fact]
    public void An_ended_target_too_has_nothing_before_its_identification() =>
        TheTarget.Given(Identified, Ended).When(new RecordContact(April30, OutreachMethod.Visit, Met: true)).ThenRefused("on");

    public static TheoryData<TargetEvent> EventsThatDependOnTheIdentification => new(Visited, Planned, Connected, Ended);

    [Theory]
    [MemberData(nameof(EventsThatDependOnTheIdentification), DisableDiscoveryEnumeration = true)]
    public void The_identification_stays_while_anything_stands_on_it(TargetEvent later) =>
        TheTarget.Given(Identified, later).WhenRetracting(Identified).ThenRefused();

    [Theory]
    [MemberData(nameof(EventsThatDependOnTheIdentification), DisableDiscoveryEnumeration = true)]
    public void Anything_else_can_be_retracted_whatever_followed(TargetEvent wrong) =>
        TheTarget.Given(Identified, wrong, new Contacted(May8, OutreachMethod.Letter, Met: false)).WhenRetracting(wrong).ThenRetracted();

    [Fact]
    public void The_identification_alone_can_be_retracted() => TheTarget.Given(Identified).WhenRetracting(Identified).ThenRetracted();

    [Fact]
    public void An_identification_stands_on_no_other() =>
        TheTarget.Given(Identified, new Identified(May8, InformationSource.Other)).WhenRetracting(Identified).ThenRetracted();

    [Fact]
    public void Whatever_is_retracted_the_rest_stays_possible() =>
        EveryRetraction.LeavesWhatTheRulesAllow(TargetEndpoints.Definition, length: 5,
            new Identify(May1, InformationSource.Other), new RecordContact(May8, OutreachMethod.Visit, Met: true), new CreatePlan(May8),
            new CreatePlan(June1), new ConnectToConsultation(June1, CaseId), new End(May8, EndReason.Other), new End(June1, EndReason.Other));
}
