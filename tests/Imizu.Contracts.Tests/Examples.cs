using Imizu.Contracts.CommunityBuilding;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.FiscalYears;
using Imizu.Contracts.Outreach;
using Imizu.Contracts.Participation;
using Imizu.Contracts.Reports;

namespace Imizu.Contracts.Tests;

/// <summary>One example of each event, every member filled.</summary>
internal static class Examples
{
    private static readonly DateOnly Day = new(2024, 4, 1), LastDay = new(2024, 4, 30);
    private static readonly Guid Id = new("0198c1d2-0000-7000-8000-000000000001"), OtherId = new("0198c1d2-0000-7000-8000-000000000002");

    private const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    public static IReadOnlyList<object> All { get; } =
    [
        new CaseEvent.Received(Day, ReferralRoute.WelfareCommissioner),
        new CaseEvent.HouseholdClassified(Day, HouseholdType.SingleParentWithChildren),
        new CaseEvent.ContactRecorded(Day, ContactMethod.CityHallVisit, [ContactTopic.ArrearsTaxesDebts, ContactTopic.ViolenceOrAbuse]),
        new CaseEvent.PartnerEngaged(Day, "shakai-fukushi-kyogikai"),
        new CaseEvent.ConsentGiven(Day),
        new CaseEvent.ConsentWithdrawn(Day),
        new CaseEvent.PlanCreated(Day),
        new CaseEvent.PlanRevised(Day),
        new CaseEvent.SupportStarted(Day),
        new CaseEvent.SupportConcluded(Day, ConclusionReason.HandedOver),
        new CaseEvent.ClosedWithoutPlan(Day, NoPlanReason.ExistingSchemesSufficed),
        new CaseEvent.OutlineWritten(Day, 2023, "就労につながり、家計が安定した。"),
        new ConsultationEntryRetracted(Id, RetractionReason.EnteredTwice),
        new ConsultationTextRedacted(Id, 7, ["text"], RedactionReason.PersonalData),
        new ConferenceEvent.IndividualSupportConferenceHeld(Day, [Id, OtherId]),
        new ConferenceEvent.SupportConferenceHeld(Day, [Id]),
        new PartnerEvent.Registered(Day, "射水市社会福祉協議会", PartnerGroup.PublicBody, 3),
        new PartnerEvent.Withdrawn(Day),

        new TargetEvent.Identified(Day, InformationSource.CityOffice),
        new TargetEvent.Contacted(Day, OutreachMethod.Visit, Met: true),
        new TargetEvent.PlanCreated(Day),
        new TargetEvent.ConnectedToConsultation(Day, Id),
        new TargetEvent.Ended(Day, EndReason.ConnectedToOtherSupport),
        new OutreachEntryRetracted(Id, RetractionReason.WrongSubject),

        new ParticipationCaseEvent.PlanCreated(Day),
        new ParticipationCaseEvent.Matched(Day, Id),
        new ParticipationCaseEvent.PlacementStarted(Day),
        new ParticipationCaseEvent.PlacementEnded(Day, PlacementEndReason.GoalReached),
        new ParticipationEntryRetracted(Id, RetractionReason.WrongDate),
        new ParticipationTextRedacted(Id, 7, ["name"], RedactionReason.AskedByThePerson),
        new ResourceEvent.Registered(Day, ResourceKind.GatheringPlace, "みんなの居場所"),
        new ResourceEvent.ExitPlaceCreated(Day, ResourceKind.WorkExperience, "出口の農園"),
        new ResourceEvent.Withdrawn(Day),
        new AgencyEvent.Joined(Day, "いみず農園"),
        new AgencyEvent.Left(Day),
        new ExchangeMeetingEvent.Held(
            Day, new TimeOnly(13, 30), new TimeOnly(15, 30), "プラットフォーム交流会", "顔の見える関係をつくる", "救急薬品市民交流プラザ", "講演とグループワーク",
            [new FieldAttendance(ParticipantField.ElderlyCare, 12), new FieldAttendance(ParticipantField.CommunityAndVolunteers, 7)]),

        new ProjectEvent.Commissioned(Day, "特定非営利活動法人ささえあい", "地域食堂", "月一回の食事会", AttendanceKind.Participation),
        new ProjectEvent.SessionHeld(Day, 25),
        new CommunityBuildingEntryRetracted(Id, RetractionReason.AskedByThePerson),
        new CommunityBuildingTextRedacted(Id, 7, ["contractor", "project", "content"], RedactionReason.Confidential),
        new ActivityBaseEvent.Opened(Day, "新湊ふれあいの家"),
        new ActivityBaseEvent.Closed(Day),
        new CollaborationEvent.BriefingHeld(Day, "民生委員児童委員協議会で説明"),
        new CollaborationEvent.CouncilMet(Day, Council.PromotionLiaison, "事業の評価"),
        new CollaborationEvent.WorkingEnvironmentImproved(Day, "結ネット", "連絡網の電子化"),

        new FieldMeasureEvent.Registered(
            Day, "地域包括支援センター", "相談件数", "件", MeasureKind.Flow, MeasureTable.FieldConsultation, 1),
        new FieldMeasureEvent.Tallied(Day, LastDay, 99.50m),

        new FiscalYearEvent.CountTargetSet(Indicator.PlansCreated, 30),
        new FiscalYearEvent.TargetSet(Indicator.PlanShare, 42.5m),
        new FiscalYearEvent.EvaluationOverridden(Indicator.PlansCreated, Evaluation.Reached, "年度末に集中したため。"),
        new FiscalYearEvent.CloseRequested(2024, "staff-2"),
        new FiscalYearEvent.YearClosed(2024, 1, Hash, "staff-1"),
        new FiscalYearEvent.CorrectionRequested(2024, "staff-2", "相談の年度を誤っていたため。", RevisesPlan: true),
        new FiscalYearEvent.YearCorrected(2024, 2, Hash, "staff-2", "staff-1", ["consultation/contacts-by-method/telephone"]),
        new FiscalYearEvent.CommentaryWritten(CommentaryPart.OutreachGoal, "支援が届いていない世帯とつながる。"),
        new ProjectionEntryRetracted(Id, RetractionReason.WrongContent),
        new ProjectionTextRedacted(Id, 7, ["text"], RedactionReason.PersonalData),
    ];
}
