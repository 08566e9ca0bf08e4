using Imizu.Contracts.FieldTallies;
using static Imizu.Contracts.FieldTallies.MeasureKind;

namespace Imizu.Operations.Reiwa6;

/// <summary>Under which code each printed measure is tallied, and how its periods come together.</summary>
internal static class MeasureCodes
{
    private static readonly Dictionary<(string Programme, string Measure), (string Code, MeasureKind Kind)> Known = new()
    {
        [("地域包括支援センターの運営", "延べ相談回数")] = ("community-support-centre-consultations", Flow),
        [("障がい者相談支援事業", "延べ相談回数")] = ("disability-consultations", Flow),
        [("利用者支援事業", "延べ相談件数（基本型）")] = ("child-rearing-consultations-basic", Flow),
        [("利用者支援事業", "延べ相談件数（こども家庭センター型）")] = ("child-rearing-consultations-family-centre", Flow),
        [("生活困窮者自立相談支援事業", "新規相談件数")] = ("self-reliance-new-consultations", Flow),

        [("地域介護予防活動支援事業", "100歳体操活動グループ数")] = ("centenarian-exercise-groups", Stock),
        [("地域介護予防活動支援事業", "100歳体操参加率")] = ("centenarian-exercise-participation", Ratio),
        [("地域支え合いネットワーク事業", "事業実施地域数")] = ("mutual-support-network-areas", Stock),
        [("生活支援体制整備事業", "生活支援コーディネーターの配置数")] = ("livelihood-support-coordinators", Stock),
        [("地域活動支援センター設置事業", "センター設置数")] = ("activity-support-centres", Stock),
        [("地域活動支援センター設置事業", "利用者数")] = ("activity-support-centre-users", Flow),
        [("地域子育て支援拠点事業", "子育て支援センター延べ利用者数")] = ("child-rearing-centre-users", Flow),
        [("生活困窮者支援等のための地域づくり事業", "民生委員の結ネット登録割合")] = ("yuinet-commissioners-registered", Ratio),

        [("ひきこもりサポート事業", "すてっぷカフェ利用者延べ人数")] = ("step-cafe-users", Flow),
    };

    public static (string Code, MeasureKind Kind) Of(PrintedProgramme row) => Known[(row.Programme, row.Measure)];
}
