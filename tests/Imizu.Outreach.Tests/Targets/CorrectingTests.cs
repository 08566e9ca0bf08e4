using Imizu.Contracts.Outreach;
using Imizu.Outreach.Targets;
using Imizu.Testing;
using Xunit;
using static Imizu.Outreach.Targets.TargetCommand;

namespace Imizu.Outreach.Tests.Targets;

public sealed class CorrectingTests : TargetTests
{
    [Fact]
    public void However_it_is_corrected_a_target_is_as_if_recorded_right_at_first() =>
        EveryCorrection.IsAsIfRecordedRightAtFirst(TargetEndpoints.Definition, length: 5,
            new Identify(May1, InformationSource.Agency), new Identify(May8, InformationSource.Other),
            new RecordContact(May1, OutreachMethod.Visit, Met: true), new RecordContact(June2, OutreachMethod.Visit, Met: false),
            new CreatePlan(May1), new CreatePlan(May8), new ConnectToConsultation(May8, CaseId), new ConnectToConsultation(June1, OtherCaseId),
            new End(May8, EndReason.Other), new End(June1, EndReason.Other));
}
