using Imizu.Contracts;
using Imizu.Contracts.CommunityBuilding;
using Imizu.Contracts.FiscalYears;
using Imizu.Contracts.Reports;
using Imizu.Projection.Facts;
using Imizu.Projection.FiscalYears;
using static Imizu.Projection.Report.ReportRows;

namespace Imizu.Projection.Report;

/// <summary>Section (4).</summary>
internal static class CommunityBuildingComposer
{
    public static CommunityBuildingSection Compose(YearFigures figures, FiscalYearPlan plan)
    {
        CommissionedProject[] projects = [.. figures.Told<ProjectEvent.Commissioned>(Figure.ProjectCommissioned)
            .Where(told => figures.Count(Figure.ProjectSession, told.Fact.Dimension) > 0)
            .Select(told => Project(figures, told.Fact.Dimension, told.Words))];
        return new CommunityBuildingSection(
            new SectionHeading("(4)", "地域づくり事業", plan.Text(CommentaryPart.CommunityBuildingPolicy), plan.Text(CommentaryPart.CommunityBuildingGoal)),
            [Row(plan, Indicator.CommissionedProjects, projects.Length)],
            projects,
            [.. figures.Told<CollaborationEvent.WorkingEnvironmentImproved>(Figure.WorkingEnvironmentImproved)
                .Select(told => new WorkingEnvironment(told.Words.Programme, told.Words.Content)).Distinct()]);
    }

    private static CommissionedProject Project(YearFigures figures, string project, ProjectEvent.Commissioned commissioned) => new(
        commissioned.Contractor,
        commissioned.Project,
        commissioned.Content,
        figures.Count(Figure.ProjectSession, project),
        figures.Count(Figure.ProjectAttendance, project),
        commissioned.Attendance.Word());
}
