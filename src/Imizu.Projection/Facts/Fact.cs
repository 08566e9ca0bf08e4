using Imizu.Contracts;

namespace Imizu.Projection.Facts;

/// <summary>One thing that an event counts in one figure.</summary>
/// <param name="Figure">What is counted.</param>
/// <param name="On">The day on which it occurred (実施日); it decides the fiscal year, but where the event itself names another.</param>
/// <param name="Dimension">The row of the figure's table; empty where it has none.</param>
/// <param name="Weight">How much it counts.</param>
/// <param name="Words">What the report prints of it, if it prints words.</param>
/// <param name="For">The fiscal year that it is for, where that is not the one of its day.</param>
public sealed record Fact(Figure Figure, DateOnly On, string Dimension = "", decimal Weight = 1, object? Words = null, FiscalYear? For = null)
{
    /// <summary>The fiscal year that it counts in.</summary>
    public FiscalYear Year => For ?? FiscalYear.Of(On);
}

/// <summary>What is counted. The numbers are stored: figures are added, none is ever renumbered.</summary>
public enum Figure
{
    CaseReceived = 1,
    HouseholdClassified = 2,
    ContactByMethod = 3,
    ContactByTopic = 4,
    PartnerEngaged = 5,
    PlanCreated = 6,
    PlanRevised = 7,
    SupportStarted = 8,
    SupportConcluded = 9,
    CaseOutline = 10,
    ConferenceHeld = 11,
    PartnerRegistered = 12,
    TargetIdentified = 20,
    OutreachPlanCreated = 21,
    ParticipationPlanCreated = 30,
    ExchangeMeetingHeld = 31,
    ProjectCommissioned = 40,
    ProjectSession = 41,
    ProjectAttendance = 42,
    BriefingHeld = 43,
    CouncilMet = 44,
    WorkingEnvironmentImproved = 45,
    MeasureRegistered = 50,
    MeasureTallied = 51,
}
