using Imizu.Contracts;
using Imizu.Contracts.CommunityBuilding;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Outreach;
using Imizu.Contracts.Participation;

namespace Imizu.Projection.Facts;

/// <summary>The one definition of what each event counts in: read by the live path and by every recount.</summary>
public static class FactRules
{
    /// <summary>The facts of an event; none for one that no figure counts.</summary>
    public static IEnumerable<Fact> Of(object happened, string subject) => happened switch
    {
        CaseEvent.Received e => [new(Figure.CaseReceived, e.On)],
        CaseEvent.HouseholdClassified e => [new(Figure.HouseholdClassified, e.On, Code(e.Type))],
        CaseEvent.ContactRecorded e => [new(Figure.ContactByMethod, e.On, Code(e.Method)), .. e.Topics.Select(t => new Fact(Figure.ContactByTopic, e.On, Code(t)))],
        CaseEvent.PartnerEngaged e => [new(Figure.PartnerEngaged, e.On, e.Partner)],
        CaseEvent.PlanCreated e => [new(Figure.PlanCreated, e.On)],
        CaseEvent.PlanRevised e => [new(Figure.PlanRevised, e.On)],
        CaseEvent.SupportStarted e => [new(Figure.SupportStarted, e.On)],
        CaseEvent.SupportConcluded e => [new(Figure.SupportConcluded, e.On)],
        CaseEvent.OutlineWritten e => [new(Figure.CaseOutline, e.On, Words: e, For: new FiscalYear(e.FiscalYear))],
        ConferenceEvent.IndividualSupportConferenceHeld e => [new(Figure.ConferenceHeld, e.On, Code(ConferenceKind.IndividualSupport))],
        ConferenceEvent.SupportConferenceHeld e => [new(Figure.ConferenceHeld, e.On, Code(ConferenceKind.SupportConference))],
        PartnerEvent.Registered e => [new(Figure.PartnerRegistered, e.On, CodeOf(subject), Words: e)],

        TargetEvent.Identified e => [new(Figure.TargetIdentified, e.On)],
        TargetEvent.PlanCreated e => [new(Figure.OutreachPlanCreated, e.On)],

        ParticipationCaseEvent.PlanCreated e => [new(Figure.ParticipationPlanCreated, e.On)],
        ExchangeMeetingEvent.Held e => [new(Figure.ExchangeMeetingHeld, e.On, Words: e)],

        ProjectEvent.Commissioned e => [new(Figure.ProjectCommissioned, e.On, CodeOf(subject), Words: e)],
        ProjectEvent.SessionHeld e => [new(Figure.ProjectSession, e.On, CodeOf(subject)), new(Figure.ProjectAttendance, e.On, CodeOf(subject), e.Attendances)],
        CollaborationEvent.BriefingHeld e => [new(Figure.BriefingHeld, e.On, Words: e)],
        CollaborationEvent.CouncilMet e => [new(Figure.CouncilMet, e.On, Code(e.Council), Words: e)],
        CollaborationEvent.WorkingEnvironmentImproved e => [new(Figure.WorkingEnvironmentImproved, e.On, Words: e)],

        FieldMeasureEvent.Registered e => [new(Figure.MeasureRegistered, e.On, CodeOf(subject), Words: e)],
        FieldMeasureEvent.Tallied e => [new(Figure.MeasureTallied, e.To, CodeOf(subject), e.Value)],

        _ => [],
    };

    /// <summary>A code as it is stored.</summary>
    public static string Code(Enum code) => code.ToString();

    /// <summary>What a stream is named by: the row of a table that has a row per stream.</summary>
    private static string CodeOf(string subject) => subject[(subject.IndexOf('/') + 1)..];
}
