namespace Imizu.Contracts.Consultation;

/// <summary>How a case came to the door.</summary>
public enum ReferralRoute
{
    /// <summary>The person came.</summary>
    [Word("本人")] Person,
    /// <summary>The family or a relative.</summary>
    [Word("家族・親族")] Family,
    /// <summary>Neighbours or the community.</summary>
    [Word("近隣・地域")] Neighbourhood,
    /// <summary>A welfare commissioner.</summary>
    [Word("民生委員")] WelfareCommissioner,
    /// <summary>An agency.</summary>
    [Word("関係機関")] Agency,
    /// <summary>Another office of the city.</summary>
    [Word("庁内")] CityOffice,
    /// <summary>The outreach service.</summary>
    [Word("アウトリーチ")] Outreach,
}

/// <summary>世帯の類型, in the order of the printed report.</summary>
public enum HouseholdType
{
    /// <summary>An elderly person and a child, grown up or not.</summary>
    [Word("高齢者と子の世帯")] ElderlyWithChild,
    /// <summary>A couple with children under age.</summary>
    [Word("夫婦と未成年の子の世帯")] CoupleWithMinorChildren,
    /// <summary>One parent with children.</summary>
    [Word("ひとり親と子の世帯")] SingleParentWithChildren,
    /// <summary>One person.</summary>
    [Word("単身世帯")] SinglePerson,
    /// <summary>None of these.</summary>
    [Word("その他世帯")] Other,
}

/// <summary>相談方法, in the order of the printed report.</summary>
public enum ContactMethod
{
    /// <summary>By telephone.</summary>
    [Word("電話")] Telephone,
    /// <summary>The person came to the city hall.</summary>
    [Word("来庁")] CityHallVisit,
    /// <summary>An appointed interview.</summary>
    [Word("面接")] Interview,
    /// <summary>Staff went to the home.</summary>
    [Word("訪問")] HomeVisit,
    /// <summary>Staff went along somewhere.</summary>
    [Word("同行")] Accompaniment,
    /// <summary>By mail or message.</summary>
    [Word("メール等")] Mail,
    /// <summary>None of these.</summary>
    [Word("その他")] Other,
}

/// <summary>相談内容, in the order of the printed report.</summary>
public enum ContactTopic
{
    /// <summary>Illness, disability.</summary>
    [Word("病気・障害等")] IllnessOrDisability,
    /// <summary>Daily life, housing.</summary>
    [Word("生活・住まい")] LivingAndHousing,
    /// <summary>Income, the cost of living.</summary>
    [Word("収入・生活費")] IncomeAndLivingCosts,
    /// <summary>Arrears, taxes, debts.</summary>
    [Word("滞納・税金・債務")] ArrearsTaxesDebts,
    /// <summary>The protection of rights.</summary>
    [Word("権利擁護")] RightsProtection,
    /// <summary>Looking for work, beginning it.</summary>
    [Word("仕事探し・就職")] JobSeeking,
    /// <summary>Relations within the family.</summary>
    [Word("家族関係")] FamilyRelations,
    /// <summary>Withdrawal from society, staying away from school.</summary>
    [Word("ひきこもり不登校")] WithdrawalOrTruancy,
    /// <summary>Violence at home, abuse.</summary>
    [Word("DV・虐待")] ViolenceOrAbuse,
    /// <summary>Loneliness, isolation.</summary>
    [Word("孤独・孤立")] LonelinessAndIsolation,
    /// <summary>None of these.</summary>
    [Word("その他")] Other,
}

/// <summary>Why support ended.</summary>
public enum ConclusionReason
{
    /// <summary>What troubled the household is settled.</summary>
    [Word("課題の解決")] Resolved,
    /// <summary>Another agency goes on.</summary>
    [Word("他機関への引継ぎ")] HandedOver,
    /// <summary>The household moved away.</summary>
    [Word("転出")] MovedAway,
    /// <summary>The person died.</summary>
    [Word("死亡")] Died,
    /// <summary>The person asked for it.</summary>
    [Word("本人の申出")] AskedByThePerson,
    /// <summary>None of these.</summary>
    [Word("その他")] Other,
}

/// <summary>Why a case came to no plan.</summary>
public enum NoPlanReason
{
    /// <summary>Existing schemes, working together, sufficed.</summary>
    [Word("既存制度の連携による支援で対応")] ExistingSchemesSufficed,
    /// <summary>Consent was not given.</summary>
    [Word("同意が得られない")] NoConsent,
    /// <summary>The household moved away.</summary>
    [Word("転出")] MovedAway,
    /// <summary>None of these.</summary>
    [Word("その他")] Other,
}
