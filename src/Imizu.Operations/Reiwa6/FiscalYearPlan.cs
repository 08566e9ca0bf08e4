using Imizu.Operations.Loading;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.FiscalYears;
using Imizu.Contracts.Reports;
using static Imizu.Contracts.FiscalYears.CommentaryPart;

namespace Imizu.Operations.Reiwa6;

/// <summary>The year's targets, set at its beginning, and the texts of its report, written at its end.</summary>
internal static class FiscalYearPlan
{
    public static IEnumerable<Call> Calls(Figures figures, WorkingDays days) =>
    [
        .. figures.Indicators.Select(row =>
            Of(days.First, "targets", new { Indicator = Counts.CodeOf<Indicator>(row.Name), Target = row.Plan })),
        .. Texts(figures.Sections).Select(written =>
            Of(days.Last, "commentary", new { written.Part, written.Text })),
    ];

    private static Call Of(DateOnly on, string what, object body) =>
        Call.Of(on, Services.Projection, $"fiscal-years/{Contracts.FiscalYear.Of(on).Year}", what, body);

    private static IEnumerable<(CommentaryPart Part, string Text)> Texts(PrintedSections printed) =>
    [
        (ConsultationPolicy, printed.Consultation.Policy),
        (ConsultationGoal, printed.Consultation.Goal),
        (WithoutPlanNote, printed.Consultation.WithoutPlanNote),
        .. printed.Consultation.Conferences.Select(row => (PurposeOf(Counts.CodeOf<ConferenceKind>(row.Name)), row.Purpose)),
        (OutreachPolicy, printed.Outreach.Policy),
        (OutreachGoal, printed.Outreach.Goal),
        (ParticipationPolicy, printed.Participation.Policy),
        (ParticipationGoal, printed.Participation.Goal),
        (CommunityBuildingPolicy, printed.CommunityBuilding.Policy),
        (CommunityBuildingGoal, printed.CommunityBuilding.Goal),
    ];

    private static CommentaryPart PurposeOf(ConferenceKind kind) =>
        kind == ConferenceKind.IndividualSupport ? IndividualSupportConferencePurpose : SupportConferencePurpose;
}
