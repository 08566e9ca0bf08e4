using Imizu.Consultation.Cases;
using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Testing;
using Xunit;
using static Imizu.Consultation.Cases.CaseCommand;
using static Imizu.Contracts.Consultation.CaseEvent;

namespace Imizu.Consultation.Tests;

/// <summary>The rules of correction that hold for every stream, shown on a case.</summary>
public sealed class CorrectionTests
{
    private static readonly DateOnly April1 = new(2024, 4, 1), May1 = new(2024, 5, 1), May8 = new(2024, 5, 8), May9 = new(2024, 5, 9);
    private static readonly CaseEvent Received = new Received(May1, ReferralRoute.Family);
    private static readonly CaseEvent Planned = new PlanCreated(May8);
    private static readonly CaseEvent Contacted = new ContactRecorded(May9, ContactMethod.Mail, [ContactTopic.Other]);
    private static readonly Receive ReceivedInApril = new(April1, ReferralRoute.Family);

    private readonly RecordedHistory<Case, CaseEvent, CaseCommand> _case = RecordedHistory.Of(CaseEndpoints.Definition, [Received, Planned, Contacted]);

    [Fact]
    public void What_stands_on_an_entry_stays_where_that_is_corrected()
    {
        var correction = _case.WhenCorrecting(Received, ReceivedInApril);
        correction.ThenCorrectedTo(new Received(April1, ReferralRoute.Family), RetractionReason.WrongDate);
        Assert.Equal([new Received(April1, ReferralRoute.Family), Planned, Contacted], correction.After.Standing);
    }

    [Fact]
    public void What_is_said_otherwise_was_wrong_content() => _case.WhenCorrecting(Received, new Receive(April1, ReferralRoute.Person))
        .ThenCorrectedTo(new Received(April1, ReferralRoute.Person), RetractionReason.WrongContent);

    [Fact]
    public void A_refusal_names_the_later_entry_by_its_word_its_day_and_its_id() => _case.WhenCorrecting(Received, new Receive(May9, ReferralRoute.Family))
        .ThenRefused("on", $"後の「支援プランの作成」の記録（2024-05-08、{RecordedHistory.IdAt(1)}）と合わなくなります。相談受付の日（2024-05-09）より前です。");

    [Fact]
    public void What_the_rules_forbid_is_refused_as_ever() => _case.WhenCorrecting(Planned, new CreatePlan(April1)).ThenRefused("on", "相談受付の日（2024-05-01）より前です。");

    [Fact]
    public void A_correction_that_changes_nothing_records_nothing() => _case.WhenCorrecting(Contacted, new RecordContact(May9, ContactMethod.Mail, [ContactTopic.Other])).ThenNothingNew();

    [Fact]
    public void An_entry_is_corrected_by_its_own_kind_only() => _case.WhenCorrecting(Received, new CreatePlan(May8)).ThenRefused("entryId", "「相談受付」");

    [Fact]
    public void An_unknown_entry_is_not_corrected() => _case.WhenCorrecting(RecordedHistory.IdAt(7), ReceivedInApril).ThenRefused("entryId", "見つかりません");

    [Fact]
    public void A_retracted_entry_is_not_corrected() =>
        _case.Then(new ConsultationEntryRetracted(RecordedHistory.IdAt(2), RetractionReason.EnteredTwice))
            .WhenCorrecting(Contacted, new RecordContact(May8, ContactMethod.Mail, [ContactTopic.Other])).ThenRefused("entryId", "取り消されています");

    [Fact]
    public void A_corrected_entry_is_corrected_where_it_counts_now()
    {
        var once = _case.WhenCorrecting(Received, ReceivedInApril).After;
        once.WhenCorrecting(Received, new Receive(May8, ReferralRoute.Family)).ThenRefused("entryId", $"今の記録（{RecordedHistory.IdAt(3)}）");
        var twice = once.WhenCorrecting(RecordedHistory.IdAt(3), new Receive(May8, ReferralRoute.Family)).After;
        Assert.Equal([new Received(May8, ReferralRoute.Family), Planned, Contacted], twice.Standing);
    }

    [Fact]
    public void A_retraction_is_not_corrected() =>
        _case.WhenCorrecting(Received, ReceivedInApril).After.WhenCorrecting(RecordedHistory.IdAt(4), ReceivedInApril).ThenRefused("entryId", "見つかりません");

    [Fact]
    public void What_stands_behind_a_corrected_entry_still_stands_on_it() =>
        _case.WhenCorrecting(Received, ReceivedInApril).After.WhenRetracting(RecordedHistory.IdAt(3)).ThenRefused("「支援プランの作成」");

    [Fact]
    public void What_was_corrected_to_can_be_retracted_where_nothing_stands_on_it() =>
        _case.WhenCorrecting(Planned, new CreatePlan(May9)).After.WhenRetracting(RecordedHistory.IdAt(3)).ThenRetracted();
}
