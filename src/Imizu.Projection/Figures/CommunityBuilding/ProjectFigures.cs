using Imizu.Contracts.CommunityBuilding;

namespace Imizu.Projection.Figures.CommunityBuilding;

/// <summary>(4) 地域づくり事業.</summary>
internal static class ProjectFigures
{
    public static readonly FactKind ProjectCommissioned = FactKind.Register<ProjectEvent.Commissioned>(40, "project", e => e.On);
    public static readonly FactKind ProjectSession = FactKind.Of<ProjectEvent.SessionHeld>(41, "project", (e, id) => [new(e.On, id)]);
    public static readonly FactKind ProjectAttendance = FactKind.Of<ProjectEvent.SessionHeld>(42, "project", (e, id) => [new(e.On, id, e.Attendances)]);
    public static readonly FactKind WorkingEnvironmentImproved = FactKind.Text<CollaborationEvent.WorkingEnvironmentImproved>(45, "collaboration", e => new(e.On));
    public static readonly FactKind BaseOpened = FactKind.Of<ActivityBaseEvent.Opened>(47, "base", e => [new(e.On)]);
    public static readonly FactKind BaseClosed = FactKind.Of<ActivityBaseEvent.Closed>(48, "base", e => [new(e.On)]);

    private static readonly Rows OfProjects = Rows.Register<ProjectEvent.Commissioned>(ProjectCommissioned, e => new RegisterEntry(e.Project, Table: "", Order: 0, e.Contractor));

    public static IEnumerable<Figure> All =>
    [
        new("community-building/projects", "地域支え合いネットワーク共生社会構築事業実施数", "件", new Distinct(ProjectSession, "dimension", "年度内に1回以上開催した委託事業を数える。")),
        new("community-building/project-sessions", "委託事業の開催回数", "回", new Sum(ProjectSession), OfProjects),
        new("community-building/project-attendances", "委託事業の延べ人数", "人", new Sum(ProjectAttendance, "年度内の開催の人数を足す。"), OfProjects),
        new("community-building/bases-opened", "年度内に開設した活動拠点", "か所", new Sum(BaseOpened)),
        new("community-building/bases", "年度末の活動拠点", "か所", new InPlace([BaseOpened], BaseClosed, BeforeTheYear: false, "3月31日までに開設し、閉鎖していない活動拠点を数える。")),
    ];
}
