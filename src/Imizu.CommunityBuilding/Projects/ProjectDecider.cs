using Imizu.Contracts.CommunityBuilding;
using Imizu.EventStreams;
using static Imizu.CommunityBuilding.Projects.Project;
using static Imizu.CommunityBuilding.Projects.ProjectCommand;
using static Imizu.Contracts.CommunityBuilding.ProjectEvent;

namespace Imizu.CommunityBuilding.Projects;

/// <summary>The rules of commissioned projects; the first row that fits decides.</summary>
public static class ProjectDecider
{
    public static Decision<ProjectEvent> Decide(Project project, ProjectCommand command) => (project, command) switch
    {
        (_, var c) when DayOfOccurrence.Check("on", c.On, c.Today) is { } refusal => refusal,

        (_, Commission c) when PrintedText.Check("contractor", c.Contractor, most: 60) is { } refusal => refusal,
        (_, Commission c) when PrintedText.Check("project", c.Project, most: 60) is { } refusal => refusal,
        (_, Commission c) when PrintedText.Check("content", c.Content) is { } refusal => refusal,
        (Unknown, Commission c) => Commissioning(c),
        (Running r, Commission c) => AlreadyRecorded.Answer<ProjectEvent>(r.As, Commissioning(c)),

        (Unknown, HoldSession) => new Refusal("id", "この番号の委託事業はありません。先に委託を記録してください。"),
        (Running r, HoldSession c) when c.On < r.As.On => new Refusal("on", $"委託の日（{r.As.On:yyyy-MM-dd}）より前です。"),
        (_, HoldSession c) when Headcount.Check("attendances", c.Attendances) is { } refusal => refusal,
        (_, HoldSession c) => new SessionHeld(c.On, c.Attendances),

        _ => throw new System.Diagnostics.UnreachableException($"{project.GetType().Name}, {command.GetType().Name}"),
    };

    /// <summary>What could not be without what.</summary>
    public static bool DependsOn(ProjectEvent later, ProjectEvent earlier) => (later, earlier) is (SessionHeld, Commissioned);

    private static Commissioned Commissioning(Commission c) => new(c.On, c.Contractor, c.Project, c.Content, c.Attendance);
}
