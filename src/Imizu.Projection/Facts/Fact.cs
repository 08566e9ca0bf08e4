namespace Imizu.Projection.Facts;

/// <summary>One thing that an event counts in one figure.</summary>
/// <param name="Figure">What is counted.</param>
/// <param name="On">The day on which it occurred (実施日); it decides the fiscal year.</param>
/// <param name="Dimension">The row of the figure's table; empty where it has none.</param>
/// <param name="Weight">How much it counts.</param>
/// <param name="Words">What the report prints of it, if it prints words.</param>
public sealed record Fact(Figure Figure, DateOnly On, string Dimension = "", decimal Weight = 1, object? Words = null);

/// <summary>What is counted. The names are stored: they are added to, never changed.</summary>
public enum Figure
{
    CaseReceived,
    HouseholdClassified,
    ContactByMethod,
    ContactByTopic,
    PartnerEngaged,
    PlanCreated,
    PlanRevised,
    SupportStarted,
    SupportConcluded,
    CaseOutline,
    ConferenceHeld,
    PartnerRegistered,
    TargetIdentified,
    OutreachPlanCreated,
    ParticipationPlanCreated,
    ExchangeMeetingHeld,
    ProjectCommissioned,
    ProjectSession,
    ProjectAttendance,
    BriefingHeld,
    CouncilMet,
    WorkingEnvironmentImproved,
    MeasureRegistered,
    MeasureTallied,
}
