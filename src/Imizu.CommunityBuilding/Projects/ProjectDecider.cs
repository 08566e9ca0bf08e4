using Imizu.Contracts.CommunityBuilding;
using Imizu.EventStreams;
using static Imizu.CommunityBuilding.Projects.Project;
using static Imizu.CommunityBuilding.Projects.ProjectCommand;
using static Imizu.Contracts.CommunityBuilding.ProjectEvent;

namespace Imizu.CommunityBuilding.Projects;

/// <summary>The rules of commissioned projects; the first row that fits decides.</summary>
public static class ProjectDecider
{
    /// <summary>More than the city has residents: a slip of the hand.</summary>
    private const int Most = 100_000;

    public static Decision<ProjectEvent> Decide(Project project, ProjectCommand command) => (project, command) switch
    {
        (_, var c) when c.On > c.Today => new Refusal("on", "未来の日付は記録できません。"),

        (_, Commission c) when PrintedText.Check("contractor", c.Contractor, most: 60) is { } refusal => refusal,
        (_, Commission c) when PrintedText.Check("project", c.Project, most: 60) is { } refusal => refusal,
        (_, Commission c) when PrintedText.Check("content", c.Content) is { } refusal => refusal,
        (Unknown, Commission c) => Commissioning(c),
        (Running r, Commission c) when r.As == Commissioning(c) with { On = r.As.On } => new Unchanged(),
        (Running, Commission) => new Refusal("id", "この番号は別の内容で委託されています。新しい委託なら新しい番号で、誤りなら先にその記録を取り消してください。"),

        (Unknown, HoldSession) => new Refusal("id", "この番号の委託事業はありません。先に委託を記録してください。"),
        (Running r, HoldSession c) when c.On < r.As.On => new Refusal("on", $"委託の日（{r.As.On:yyyy-MM-dd}）より前です。"),
        (_, HoldSession { Attendances: < 0 or > Most }) => new Refusal("attendances", $"人数を 0 から {Most} までにしてください。"),
        (_, HoldSession c) => new SessionHeld(c.On, c.Attendances),

        _ => throw new System.Diagnostics.UnreachableException($"{project.GetType().Name}, {command.GetType().Name}"),
    };

    /// <summary>What could not be without what.</summary>
    public static bool StandsOn(ProjectEvent later, ProjectEvent earlier) => (later, earlier) is (SessionHeld, Commissioned);

    private static Commissioned Commissioning(Commission c) => new(c.On, c.Contractor, c.Project, c.Content, c.Attendance);
}
