using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Reports;

namespace Imizu.Operations.Reiwa6;

/// <summary>
/// The city's report for fiscal 2024 (令和6年度) as it was printed: <c>figures.json</c>, read as it is. Yearly totals only;
/// the names of the tables' rows stand in the order of print.
/// </summary>
public sealed record Figures(Municipality Municipality, PrintedYear FiscalYear, string Title, PrintedSections Sections)
{
    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    /// <summary>Reads the printed figures anew.</summary>
    public static Figures Read()
    {
        using var file = typeof(Figures).Assembly.GetManifestResourceStream("figures.json")!;
        return JsonSerializer.Deserialize<Figures>(file, Shape)!;
    }

    /// <summary>All indicators, in the order of print.</summary>
    public IEnumerable<PrintedIndicator> Indicators =>
    [
        .. Sections.Consultation.Indicators, .. Sections.Outreach.Indicators,
        .. Sections.Participation.Indicators, .. Sections.CommunityBuilding.Indicators,
    ];

    /// <summary>The printed result of an indicator.</summary>
    public int ResultOf(Indicator indicator) => Indicators.Single(row => row.Name == indicator.Word()).Result;
}

public sealed record Municipality(string Code, string Name);

public sealed record PrintedYear(string Era, DateOnly StartsOn, DateOnly EndsOn);

public sealed record PrintedSections(
    PrintedConsultation Consultation, PrintedSection Outreach, PrintedParticipation Participation,
    PrintedCommunityBuilding CommunityBuilding, PrintedCollaboration Collaboration);

/// <summary>A section that prints nothing but its heading and its indicators.</summary>
public sealed record PrintedSection(string Number, string Name, string Policy, string Goal, IReadOnlyList<PrintedIndicator> Indicators);

public sealed record PrintedIndicator(string Name, int Result, int Plan, string Unit, string Evaluation);

public sealed record PrintedConsultation(
    string Number, string Name, string Policy, string Goal, IReadOnlyList<PrintedIndicator> Indicators,
    OrderedDictionary<string, int> SupportStatus, string WithoutPlanNote, OrderedDictionary<string, int> HouseholdTypes,
    IReadOnlyList<PrintedConference> Conferences, IReadOnlyList<string> CaseOutlines,
    OrderedDictionary<string, OrderedDictionary<string, int>> Partners,
    OrderedDictionary<string, int> ContactMethods, OrderedDictionary<string, int> ContactTopics);

public sealed record PrintedConference(string Name, string Purpose, string Consent, int Held);

public sealed record PrintedParticipation(
    string Number, string Name, string Policy, string Goal, IReadOnlyList<PrintedIndicator> Indicators, PrintedExchange PlatformExchange);

public sealed record PrintedExchange(
    string Name, string Purpose, DateOnly HeldOn, TimeOnly From, TimeOnly To, string Venue, string Content,
    OrderedDictionary<string, int> Participants);

public sealed record PrintedCommunityBuilding(
    string Number, string Name, string Policy, string Goal, IReadOnlyList<PrintedIndicator> Indicators,
    IReadOnlyList<PrintedProject> CommissionedProjects, PrintedWorkingEnvironment WelfareCommissioners);

public sealed record PrintedProject(
    string Contractor, string Project, string Content, int Sessions, int Attendances, string AttendanceWord);

public sealed record PrintedWorkingEnvironment(string Name, string Content);

public sealed record PrintedCollaboration(
    string Number, string Name, IReadOnlyList<string> Items, IReadOnlyList<PrintedConsultationField> FieldConsultations,
    IReadOnlyList<PrintedProgramme> FieldCommunityBuilding, IReadOnlyList<PrintedRelatedProject> RelatedProjects)
{
    /// <summary>The three tables of field programmes, each row under its programme's name.</summary>
    public IReadOnlyList<IReadOnlyList<PrintedProgramme>> Tables =>
    [
        [.. FieldConsultations.Select(row => new PrintedProgramme(row.Field, row.Measure, row.Result, row.Unit))],
        FieldCommunityBuilding,
        [.. RelatedProjects.Select(row => new PrintedProgramme(row.Project, row.Measure, row.Result, row.Unit))],
    ];
}

public sealed record PrintedConsultationField(string Field, string Measure, decimal Result, string Unit);

public sealed record PrintedProgramme(string Programme, string Measure, decimal Result, string Unit);

public sealed record PrintedRelatedProject(string Project, string Measure, decimal Result, string Unit);
