using Imizu.Contracts;
using Imizu.Contracts.Reports;

namespace Imizu.Operations.Reiwa6;

/// <summary>The printed figures in the form of a report: what the services have to come to. Made of the figures alone, not of the history.</summary>
public static class PrintedReport
{
    public static AnnualReport Of(Figures figures) => new(
        FiscalYear.Of(figures.FiscalYear.StartsOn).Year, figures.FiscalYear.Era, figures.FiscalYear.StartsOn, figures.FiscalYear.EndsOn,
        figures.Title, AsOf: null, Consultation(figures.Sections.Consultation), Outreach(figures.Sections.Outreach),
        Participation(figures.Sections.Participation), CommunityBuilding(figures.Sections.CommunityBuilding),
        Collaboration(figures.Sections.Collaboration), Sources: []);

    private static ConsultationSection Consultation(PrintedConsultation printed) => new(
        new SectionHeading(printed.Number, printed.Name, printed.Policy, printed.Goal),
        Rows(printed.Indicators),
        Rows(printed.SupportStatus),
        printed.WithoutPlanNote,
        PlanRevisions: 0,
        Table(printed.HouseholdTypes),
        [.. printed.Conferences.Select(row => new ConferenceRow(row.Name, row.Purpose, row.Consent, row.Held))],
        printed.CaseOutlines,
        [.. printed.Partners.Select(column => new PartnerColumn(column.Key, Rows(column.Value)))],
        Table(printed.ContactMethods),
        Table(printed.ContactTopics));

    private static OutreachSection Outreach(PrintedSection printed) =>
        new(new SectionHeading(printed.Number, printed.Name, printed.Policy, printed.Goal), Rows(printed.Indicators));

    private static ParticipationSection Participation(PrintedParticipation printed)
    {
        var met = printed.PlatformExchange;
        return new ParticipationSection(
            new SectionHeading(printed.Number, printed.Name, printed.Policy, printed.Goal),
            Rows(printed.Indicators),
            [new ExchangeMeeting(met.Name, met.Purpose, met.HeldOn, met.From, met.To, met.Venue, met.Content, Table(met.Participants))]);
    }

    private static CommunityBuildingSection CommunityBuilding(PrintedCommunityBuilding printed) => new(
        new SectionHeading(printed.Number, printed.Name, printed.Policy, printed.Goal),
        Rows(printed.Indicators),
        [.. printed.CommissionedProjects.Select(row => new CommissionedProject(
            row.Contractor, row.Project, row.Content, row.Sessions, row.Attendances, row.AttendanceWord))],
        [new WorkingEnvironment(printed.WelfareCommissioners.Name, printed.WelfareCommissioners.Content)]);

    private static CollaborationSection Collaboration(PrintedCollaboration printed) => new(
        new SectionHeading(printed.Number, printed.Name, Policy: null, Goal: null),
        printed.Items,
        Rows(printed.Tables[0]),
        Rows(printed.Tables[1]),
        Rows(printed.Tables[2]));

    private static IReadOnlyList<IndicatorRow> Rows(IEnumerable<PrintedIndicator> rows) =>
        [.. rows.Select(row => new IndicatorRow(row.Name, row.Result, row.Plan, row.Unit, row.Evaluation))];

    private static IReadOnlyList<FieldFigure> Rows(IEnumerable<PrintedProgramme> rows) =>
        [.. rows.Select(row => new FieldFigure(row.Programme, row.Measure, row.Result, row.Unit))];

    private static IReadOnlyList<CountRow> Rows(IEnumerable<KeyValuePair<string, int>> rows) =>
        [.. rows.Select(row => new CountRow(row.Key, row.Value))];

    private static CountTable Table(OrderedDictionary<string, int> table) =>
        new(Rows(table.Where(row => !Counts.IsTotal(row.Key))), table.Single(row => Counts.IsTotal(row.Key)).Value);
}
