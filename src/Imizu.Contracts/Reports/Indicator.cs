namespace Imizu.Contracts.Reports;

/// <summary>The figures that the year's targets are set for, in the order and the words of the printed report.</summary>
public enum Indicator
{
    /// <summary>Cases received.</summary>
    [Word("多機関協働事業における相談受付件数"), Unit("件")] CasesReceived,
    /// <summary>First support plans.</summary>
    [Word("支援プランの作成件数"), Unit("件")] PlansCreated,
    /// <summary>Conferences with consent.</summary>
    [Word("重層的支援個別会議の開催回数"), Unit("回")] IndividualSupportConferences,
    /// <summary>Conferences under a duty of secrecy.</summary>
    [Word("支援会議の開催回数"), Unit("回")] SupportConferences,
    /// <summary>Households that outreach learnt of.</summary>
    [Word("地域からの情報等による支援対象者の把握件数（相談受付件数）"), Unit("件")] TargetsIdentified,
    /// <summary>First plans of outreach.</summary>
    [Word("新規プラン作成件数"), Unit("件")] OutreachPlans,
    /// <summary>Plans to take part in society.</summary>
    [Word("参加支援のプラン作成件数"), Unit("件")] ParticipationPlans,
    /// <summary>Commissioned projects that held a session.</summary>
    [Word("地域支え合いネットワーク共生社会構築事業実施数"), Unit("件")] CommissionedProjects,
    /// <summary>Of the cases received, those with a plan by 31 March.</summary>
    [Word("支援プランの作成に至った相談事例の割合"), Unit("％")] PlanShare,
}
