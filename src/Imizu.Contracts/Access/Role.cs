namespace Imizu.Contracts.Access;

/// <summary>What somebody may do, as the claim <c>role</c> of a token says it.</summary>
/// <param name="Code">The claim's value, such as <c>recorder.consultation</c>.</param>
/// <param name="Word">What staff call it.</param>
/// <param name="Right">What it lets somebody do, in the words of staff.</param>
/// <param name="IsStaff">Whether people have it; the others are service accounts'.</param>
/// <remarks>Part of the published language, because a city's own identity provider has to send the same codes.</remarks>
public sealed record Role(string Code, string Word, string Right, bool IsStaff = true)
{
    /// <summary>Records at the consultation desk.</summary>
    public const string RecorderConsultation = "recorder.consultation";

    /// <summary>Records outreach.</summary>
    public const string RecorderOutreach = "recorder.outreach";

    /// <summary>Records participation support.</summary>
    public const string RecorderParticipation = "recorder.participation";

    /// <summary>Records community building.</summary>
    public const string RecorderCommunityBuilding = "recorder.community-building";

    /// <summary>Prepares the yearly report, and asks for a close.</summary>
    public const string Reporter = "reporter";

    /// <summary>Approves what somebody else asked for.</summary>
    public const string Approver = "approver";

    /// <summary>Reads everything and changes nothing.</summary>
    public const string Auditor = "auditor";

    /// <summary>Runs the stack and its accounts, and sees no case.</summary>
    public const string Operator = "operator";

    /// <summary>Reads the services' feeds and control totals.</summary>
    public const string FeedReader = "feed-reader";

    /// <summary>Loads a history into an empty stack.</summary>
    public const string Loader = "loader";

    /// <summary>Reads reports and the evidence of their figures.</summary>
    public const string ReportReader = "report-reader";

    /// <summary>Sends the tallies of its own programmes.</summary>
    public const string Sender = "sender";

    /// <summary>Hands on what senders have sent, in their names.</summary>
    public const string TallyForwarder = "tally-forwarder";

    /// <summary>Those that record, each at a service of its own.</summary>
    public static IReadOnlyList<string> Recorders { get; } = [RecorderConsultation, RecorderOutreach, RecorderParticipation, RecorderCommunityBuilding];

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<Role> All { get; } =
    [
        new(RecorderConsultation, "記録担当（相談支援）", "相談支援の記録をつける"),
        new(RecorderOutreach, "記録担当（アウトリーチ）", "アウトリーチの記録をつける"),
        new(RecorderParticipation, "記録担当（参加支援）", "参加支援の記録をつける"),
        new(RecorderCommunityBuilding, "記録担当（地域づくり）", "地域づくりの記録をつける"),
        new(Reporter, "年報担当", "目標と文章を書き、年度の確定を申請する"),
        new(Approver, "承認者", "ほかの人が申請した確定と訂正を承認する"),
        new(Auditor, "監査", "すべてを読み、何も変えない"),
        new(Operator, "運用", "利用者と仕組みを管理し、相談の内容は見ない"),
        new(FeedReader, "出来事の読取り", "各サービスの出来事と照合用の合計を読む", IsStaff: false),
        new(Loader, "履歴の取込み", "過去の履歴を取り込む", IsStaff: false),
        new(ReportReader, "報告書の読取り", "報告書と集計値の元の記録を読む", IsStaff: false),
        new(Sender, "集計の送信", "受持ちの事業の集計を送る", IsStaff: false),
        new(TallyForwarder, "集計の取次ぎ", "送られた集計を、送ったアカウントの名前で記録する", IsStaff: false),
    ];

    /// <summary>Those that people have.</summary>
    public static IEnumerable<Role> OfStaff => All.Where(role => role.IsStaff);

    /// <summary>Whether there is a role of that code.</summary>
    public static bool IsKnown(string code) => All.Any(role => role.Code == code);

    /// <summary>What staff call a role; its code where there is no such role.</summary>
    public static string WordOf(string code) => All.FirstOrDefault(role => role.Code == code)?.Word ?? code;
}
