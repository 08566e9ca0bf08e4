namespace Imizu.Contracts;

/// <summary>The provisions of the Social Welfare Act (社会福祉法) that an entry can rest on, as they are cited.</summary>
public static class LegalBasis
{
    /// <summary>参加支援: support to take part in society.</summary>
    public const string ParticipationSupport = "社会福祉法第106条の4第2項第2号";

    /// <summary>地域づくり: community building.</summary>
    public const string CommunityBuilding = "社会福祉法第106条の4第2項第3号";

    /// <summary>アウトリーチ等を通じた継続的支援: continued support through outreach.</summary>
    public const string Outreach = "社会福祉法第106条の4第2項第4号";

    /// <summary>多機関協働: agencies working together.</summary>
    public const string MultiAgencyCollaboration = "社会福祉法第106条の4第2項第5号";

    /// <summary>支援プランの作成.</summary>
    public const string SupportPlan = "社会福祉法第106条の4第2項第6号";

    /// <summary>支援会議: a conference under a duty of secrecy, which may be held without consent.</summary>
    public const string SupportConference = "社会福祉法第106条の6";

    /// <summary>重層的支援体制整備事業 as a whole.</summary>
    public const string LayeredSupport = "社会福祉法第106条の4";
}
