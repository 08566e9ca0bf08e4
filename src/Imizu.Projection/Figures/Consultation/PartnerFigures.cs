using Imizu.Contracts.Consultation;

namespace Imizu.Projection.Figures.Consultation;

/// <summary>(1) 支援連携先.</summary>
internal static class PartnerFigures
{
    public static readonly FactKind PartnerEngaged = FactKind.Of<CaseEvent.PartnerEngaged>(5, "case", e => [new(e.On, e.Partner)]);
    public static readonly FactKind PartnerRegistered = FactKind.Register<PartnerEvent.Registered>(12, "partner", e => e.On);

    public static IEnumerable<Figure> All =>
    [
        new("consultation/partner-cases", "支援連携先", "件", new Distinct(PartnerEngaged, "subject", "支援連携先ごとに、年度内に連携した事例を1回だけ数える。"),
            Rows.Register<PartnerEvent.Registered>(PartnerRegistered, e => new RegisterEntry(e.Name, Rows.KeyOf(e.Group), e.Order),
                // A partner whose registration was retracted still took part: it is printed by its code rather than left out.
                unlisted: code => new RegisterEntry(code, Rows.KeyOf(PartnerGroup.Agency), int.MaxValue))),
    ];
}
