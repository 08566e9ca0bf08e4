using Imizu.Contracts.Outreach;

namespace Imizu.Projection.Figures.Outreach;

/// <summary>(2) アウトリーチ等を通じた継続的支援事業.</summary>
internal static class TargetFigures
{
    public static readonly FactKind TargetIdentified = FactKind.Of<TargetEvent.Identified>(20, "target", e => [new(e.On, e.Source)]);
    public static readonly FactKind OutreachPlanCreated = FactKind.Of<TargetEvent.PlanCreated>(21, "target", e => [new(e.On)]);
    public static readonly FactKind TargetContacted = FactKind.Of<TargetEvent.Contacted>(22, "target", e => [new(e.On, e.Method)]);
    public static readonly FactKind TargetMet = FactKind.Of<TargetEvent.Contacted>(23, "target", e => e.Met ? [new(e.On)] : []);
    public static readonly FactKind ConnectedToConsultation = FactKind.Of<TargetEvent.ConnectedToConsultation>(24, "target", e => [new(e.On)]);
    public static readonly FactKind OutreachEnded = FactKind.Of<TargetEvent.Ended>(25, "target", e => [new(e.On, e.Reason)]);

    public static IEnumerable<Figure> All =>
    [
        new("outreach/targets-identified", "支援対象者の把握件数", "件", new Sum(TargetIdentified), Rows.Codes<InformationSource>()),
        new("outreach/plans-created", "新規プラン作成件数", "件", new Sum(OutreachPlanCreated)),
        new("outreach/contacts-by-method", "訪問などの働きかけ", "回", new Sum(TargetContacted), Rows.Codes<OutreachMethod>()),
        new("outreach/contacts-answered", "会えた、または応答のあった働きかけ", "回", new Sum(TargetMet)),
        new("outreach/connected-to-consultation", "相談支援へのつなぎ", "件", new Sum(ConnectedToConsultation)),
        new("outreach/ended", "アウトリーチの終了", "件", new Sum(OutreachEnded), Rows.Codes<EndReason>()),
    ];
}
