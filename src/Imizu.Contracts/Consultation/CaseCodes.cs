namespace Imizu.Contracts.Consultation;

/// <summary>How a case came to the door.</summary>
public enum ReferralRoute
{
    [Word("本人")] Person,
    [Word("家族・親族")] Family,
    [Word("近隣・地域")] Neighbourhood,
    [Word("民生委員")] WelfareCommissioner,
    [Word("関係機関")] Agency,
    [Word("庁内")] CityOffice,
    [Word("アウトリーチ")] Outreach,
}

/// <summary>世帯の類型, in the order of the printed report.</summary>
public enum HouseholdType
{
    [Word("高齢者と子の世帯")] ElderlyWithChild,
    [Word("夫婦と未成年の子の世帯")] CoupleWithMinorChildren,
    [Word("ひとり親と子の世帯")] SingleParentWithChildren,
    [Word("単身世帯")] SinglePerson,
    [Word("その他世帯")] Other,
}

/// <summary>相談方法, in the order of the printed report.</summary>
public enum ContactMethod
{
    [Word("電話")] Telephone,
    [Word("来庁")] CityHallVisit,
    [Word("面接")] Interview,
    [Word("訪問")] HomeVisit,
    [Word("同行")] Accompaniment,
    [Word("メール等")] Mail,
    [Word("その他")] Other,
}

/// <summary>相談内容, in the order of the printed report.</summary>
public enum ContactTopic
{
    [Word("病気・障害等")] IllnessOrDisability,
    [Word("生活・住まい")] LivingAndHousing,
    [Word("収入・生活費")] IncomeAndLivingCosts,
    [Word("滞納・税金・債務")] ArrearsTaxesDebts,
    [Word("権利擁護")] RightsProtection,
    [Word("仕事探し・就職")] JobSeeking,
    [Word("家族関係")] FamilyRelations,
    [Word("ひきこもり不登校")] WithdrawalOrTruancy,
    [Word("DV・虐待")] ViolenceOrAbuse,
    [Word("孤独・孤立")] LonelinessAndIsolation,
    [Word("その他")] Other,
}

/// <summary>Why support ended.</summary>
public enum ConclusionReason
{
    [Word("課題の解決")] Resolved,
    [Word("他機関への引継ぎ")] HandedOver,
    [Word("転出")] MovedAway,
    [Word("死亡")] Died,
    [Word("本人の申出")] AskedByThePerson,
    [Word("その他")] Other,
}

/// <summary>Why a case came to no plan.</summary>
public enum NoPlanReason
{
    [Word("既存制度の連携による支援で対応")] ExistingSchemesSufficed,
    [Word("同意が得られない")] NoConsent,
    [Word("転出")] MovedAway,
    [Word("その他")] Other,
}
