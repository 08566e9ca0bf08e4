using Imizu.Contracts.Consultation;
using Imizu.Contracts.Participation;
using Imizu.EventStreams;
using Imizu.Testing;
using Xunit;

namespace Imizu.Consultation.Tests;

/// <summary>The answer to what is recorded already, the same for every stream.</summary>
public sealed class AlreadyRecordedTests
{
    private static readonly DateOnly May1 = new(2024, 5, 1), May8 = new(2024, 5, 8);
    private static readonly CaseEvent Received = new CaseEvent.Received(May1, ReferralRoute.Family);
    private static readonly ExchangeMeetingEvent Held = Meeting(new(15, 30), new(ParticipantField.Disability, 12), new(ParticipantField.Children, 7));

    [Fact]
    public void The_same_again_is_a_retry()
    {
        new Answered<CaseEvent>(AlreadyRecorded.Answer(Received, new CaseEvent.Received(May1, ReferralRoute.Family))).ThenNothingNew();
        new Answered<ExchangeMeetingEvent>(AlreadyRecorded.Answer(
            Held, Meeting(new(15, 30), new(ParticipantField.Disability, 12), new(ParticipantField.Children, 7)))).ThenNothingNew();
    }

    [Fact]
    public void A_refusal_says_in_Japanese_what_is_recorded_and_what_to_do() => Assert.Equal(
        new Refusal("route", "「相談受付」は、すでに「家族・親族」で記録されています。直すには、その記録を訂正してください。"),
        AlreadyRecorded.Answer(Received, new CaseEvent.Received(May1, ReferralRoute.Agency)).Refusal);

    [Fact]
    public void Days_times_and_lists_can_be_read()
    {
        Assert.Contains("「2024-05-01」", AlreadyRecorded.Answer(Received, new CaseEvent.Received(May8, ReferralRoute.Family)).Refusal?.Because);
        Assert.Contains("「15:30」", AlreadyRecorded.Answer(Held, Meeting(new(16, 0))).Refusal?.Because);
        Assert.Contains("「障がい関係 12、こども、子育て関係 7」", AlreadyRecorded.Answer(Held, Meeting(new(15, 30))).Refusal?.Because);
    }

    [Fact]
    public void Another_thing_is_refused_by_what_says_which_it_is()
    {
        CaseEvent concluded = new CaseEvent.SupportConcluded(May8, ConclusionReason.Resolved), closed = new CaseEvent.ClosedWithoutPlan(May8, NoPlanReason.Other);
        Assert.Equal("id", AlreadyRecorded.Answer(closed, concluded).Refusal?.Field);
        Assert.Contains("「プランなしの終了」", AlreadyRecorded.Answer(closed, concluded).Refusal?.Because);
        Assert.Equal("kind", AlreadyRecorded.Answer(closed, concluded, kind: "kind").Refusal?.Field);
    }

    private static ExchangeMeetingEvent.Held Meeting(TimeOnly to, params FieldAttendance[] participants) =>
        new(May1, new TimeOnly(13, 30), to, "交流会", "つながる", "プラザ", "講演", participants);
}
