using Imizu.Contracts.CommunityBuilding;
using Imizu.Contracts.FieldTallies;

namespace Imizu.Projection.Figures.Collaboration;

/// <summary>(5) 連携体制の構築等、各分野の件数.</summary>
internal static class CollaborationFigures
{
    public static readonly FactKind BriefingHeld = FactKind.Text<CollaborationEvent.BriefingHeld>(43, "collaboration", e => new(e.On));
    public static readonly FactKind CouncilMet = FactKind.Text<CollaborationEvent.CouncilMet>(44, "collaboration", e => new(e.On, e.Council));
    public static readonly FactKind MeasureRegistered = FactKind.Register<FieldMeasureEvent.Registered>(50, "measure", e => e.On);
    public static readonly FactKind MeasureTallied = FactKind.Of<FieldMeasureEvent.Tallied>(51, "measure", (e, code) => [new(e.To, code, e.Value)]);

    public static IEnumerable<Figure> All =>
    [
        new("collaboration/briefings", "事業の周知", "回", new Sum(BriefingHeld)),
        new("collaboration/councils-met", "共生社会推進会議等の開催", "回", new Sum(CouncilMet), Rows.Codes<Council>()),
        new("collaboration/field-tallies", "各分野の件数", "項目ごと",
            new Tallied(MeasureTallied, MeasureRegistered, "延べ数は年度内の期間を足し、現在数と割合は最後の期間の値による。同じ期間に二度送られたら後の値による。"),
            Rows.Register<FieldMeasureEvent.Registered>(MeasureRegistered, e => new RegisterEntry(e.Measure, Rows.KeyOf(e.Table), e.Order, e.Programme, e.Unit), hasTotal: false)),
    ];
}
