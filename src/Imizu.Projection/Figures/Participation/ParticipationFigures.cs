using Imizu.Contracts;
using Imizu.Contracts.Participation;
using Imizu.Projection.Report;

namespace Imizu.Projection.Figures.Participation;

/// <summary>(3) 参加支援事業.</summary>
internal static class ParticipationFigures
{
    public static readonly FactKind ParticipationPlanCreated = FactKind.Of<ParticipationCaseEvent.PlanCreated>(30, "participation-case", e => [new(e.On)]);
    public static readonly FactKind ExchangeMeetingHeld = FactKind.Text<ExchangeMeetingEvent.Held>(31, "exchange-meeting", e => new(e.On));
    public static readonly FactKind ExchangeParticipants = FactKind.Of<ExchangeMeetingEvent.Held>(32, "exchange-meeting", (e, id) =>
        e.Participants.Select(of => new Entry(e.On, $"{id}.{Rows.KeyOf(of.Field)}", of.Count)));
    public static readonly FactKind ExchangeAttendance = FactKind.Of<ExchangeMeetingEvent.Held>(49, "exchange-meeting", (e, id) => [new(e.On, id, e.Participants.Sum(of => of.Count))]);
    public static readonly FactKind PlaceMatched = FactKind.Of<ParticipationCaseEvent.Matched>(33, "participation-case", e => [new(e.On)]);
    public static readonly FactKind PlacementStarted = FactKind.Of<ParticipationCaseEvent.PlacementStarted>(34, "participation-case", e => [new(e.On)]);
    public static readonly FactKind PlacementEnded = FactKind.Of<ParticipationCaseEvent.PlacementEnded>(35, "participation-case", e => [new(e.On, e.Reason)]);
    public static readonly FactKind AgencyJoined = FactKind.Of<AgencyEvent.Joined>(36, "agency", e => [new(e.On)]);
    public static readonly FactKind AgencyLeft = FactKind.Of<AgencyEvent.Left>(37, "agency", e => [new(e.On)]);
    public static readonly FactKind ResourceRegistered = FactKind.Of<ResourceEvent.Registered>(38, "resource", e => [new(e.On, e.Kind)]);
    public static readonly FactKind ExitPlaceCreated = FactKind.Of<ResourceEvent.ExitPlaceCreated>(39, "resource", e => [new(e.On, e.Kind)]);
    public static readonly FactKind ResourceWithdrawn = FactKind.Of<ResourceEvent.Withdrawn>(46, "resource", e => [new(e.On)]);

    private static IEnumerable<(Guid? Id, string Name, ExchangeMeetingEvent.Held Held)> Meetings(YearFigures figures) =>
        figures.TextsOf<ExchangeMeetingEvent.Held>(ExchangeMeetingHeld).Select(met => (met.Fact.Subject, $"{met.Text.Name}（{met.Text.On.Month}月{met.Text.On.Day}日）", met.Text));

    public static IEnumerable<Figure> All =>
    [
        new("participation/plans-created", "参加支援のプラン作成件数", "件", new Sum(ParticipationPlanCreated)),
        new("participation/exchange-meetings", "交流会の開催回数", "回", new Sum(ExchangeMeetingHeld)),
        new("participation/exchange-participants", "交流会の分野別の参加者", "人", new Sum(ExchangeParticipants, "交流会の記録にある人数。"), Rows.Named(figures => Meetings(figures).SelectMany(met => met.Held.Participants.Select(of => ($"{met.Id}.{Rows.KeyOf(of.Field)}", $"{met.Name}　{of.Field.Word()}"))))),
        new("participation/exchange-attendances", "交流会の参加者の計", "人", new Sum(ExchangeAttendance, "交流会の記録にある人数の計。"), Rows.Named(figures => Meetings(figures).Select(met => ($"{met.Id}", met.Name)))),
        new("participation/matches", "社会資源とのマッチング", "件", new Sum(PlaceMatched)),
        new("participation/placements-started", "参加の開始", "件", new Sum(PlacementStarted)),
        new("participation/placements-ended", "参加の終了", "件", new Sum(PlacementEnded), Rows.Codes<PlacementEndReason>()),
        new("participation/agencies-joined", "年度内に加わった協力機関", "か所", new Sum(AgencyJoined)),
        new("participation/agencies", "年度末の協力機関", "か所", new InPlace([AgencyJoined], AgencyLeft, BeforeTheYear: false, "3月31日までに加わり、離脱していない協力機関を数える。")),
        new("participation/resources-registered", "年度内に把握した社会資源", "か所", new Sum(ResourceRegistered), Rows.Codes<ResourceKind>()),
        new("participation/exit-places-created", "年度内に創設した出口支援につながる場", "か所", new Sum(ExitPlaceCreated), Rows.Codes<ResourceKind>()),
        new("participation/resources", "年度末の社会資源", "か所",
            new InPlace([ResourceRegistered, ExitPlaceCreated], ResourceWithdrawn, BeforeTheYear: false, "3月31日までに把握または創設し、利用を終えていない社会資源を数える。"), Rows.Codes<ResourceKind>()),
    ];
}
