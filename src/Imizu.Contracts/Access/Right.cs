using static Imizu.Contracts.Access.Role;

namespace Imizu.Contracts.Access;

/// <summary>Something that can be done, and the roles that may: the one table of who may do what.</summary>
/// <param name="Code">Its name, which is also that of the policy, such as <c>cases.record</c>.</param>
/// <param name="Word">What is done, in the words of staff.</param>
/// <param name="Roles">The codes of the roles that may.</param>
public sealed record Right(string Code, string Word, params IReadOnlyList<string> Roles)
{
    /// <summary>Reads cases and the register of partners.</summary>
    public const string ReadCases = "cases.read";

    /// <summary>Records cases, conferences and partners.</summary>
    public const string RecordCases = "cases.record";

    /// <summary>Reads conferences; those under art. 106-6 are shown to who took part, and to auditors.</summary>
    public const string ReadConferences = "conferences.read";

    /// <summary>Reads outreach.</summary>
    public const string ReadOutreach = "outreach.read";

    /// <summary>Records outreach.</summary>
    public const string RecordOutreach = "outreach.record";

    /// <summary>Reads participation support.</summary>
    public const string ReadParticipation = "participation.read";

    /// <summary>Records participation support.</summary>
    public const string RecordParticipation = "participation.record";

    /// <summary>Reads community building.</summary>
    public const string ReadCommunity = "community.read";

    /// <summary>Records community building.</summary>
    public const string RecordCommunity = "community.record";

    /// <summary>Reads measures and their tallies.</summary>
    public const string ReadMeasures = "measures.read";

    /// <summary>Registers measures, and takes entries of them back.</summary>
    public const string RegisterMeasures = "measures.register";

    /// <summary>Records tallies.</summary>
    public const string RecordTallies = "tallies.record";

    /// <summary>Hands on a tally in the name of the account that has sent it.</summary>
    public const string ForwardTallies = "tallies.forward";

    /// <summary>Sends tallies through the gateway.</summary>
    public const string SendTallies = "tallies.send";

    /// <summary>Reads reports and editions.</summary>
    public const string ReadReports = "reports.read";

    /// <summary>Reads the events behind a figure.</summary>
    public const string ReadEvidence = "evidence.read";

    /// <summary>Sets targets, writes texts, overrides evaluations, and asks for a close or a correction.</summary>
    public const string PrepareReports = "reports.prepare";

    /// <summary>Closes a year and approves a correction, where somebody else asked for it.</summary>
    public const string CloseReports = "reports.close";

    /// <summary>Reads feeds.</summary>
    public const string ReadFeeds = "feeds.read";

    /// <summary>Reads control totals.</summary>
    public const string ReadTotals = "totals.read";

    /// <summary>Watches replays, and reads which generations there are.</summary>
    public const string ReadReplays = "replays.read";

    /// <summary>Starts, accepts and cancels replays, and goes back to what was live before.</summary>
    public const string RunReplays = "replays.run";

    /// <summary>Proves that what is derived has all that was recorded.</summary>
    public const string Verify = "stack.verify";

    /// <summary>Loads a history into an empty stack.</summary>
    public const string LoadHistory = "history.load";

    /// <summary>Reads the accounts of other systems.</summary>
    public const string ReadAccounts = "accounts.read";

    /// <summary>Opens, changes and closes accounts, of other systems and of staff.</summary>
    public const string ManageAccounts = "accounts.manage";

    /// <summary>Reads dead letters; a sender those of its own.</summary>
    public const string ReadDeadLetters = "dead-letters.read";

    /// <summary>Mends, sends again and discards dead letters; a sender those of its own.</summary>
    public const string MendDeadLetters = "dead-letters.mend";

    /// <summary>Reads the log of who did and saw what.</summary>
    public const string ReadAccessLog = "access-log.read";

    /// <summary>Whether the access log has who reads by it; who changes something by it, it always has.</summary>
    public bool IsLogged { get; private init; }

    /// <summary>The roles of machines for whom it is not, since they do so all the time.</summary>
    public IReadOnlyList<string> UnloggedRoles { get; private init; } = [];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Right> All { get; } =
    [
        new(ReadCases, "相談の記録と支援連携先の台帳を読む", RecorderConsultation, Auditor) { IsLogged = true },
        new(RecordCases, "相談、会議、支援連携先を記録する", RecorderConsultation, Loader),
        new(ReadConferences, "会議の記録を読む（支援会議は、出席した人と監査だけ）", [.. Recorders, Auditor]) { IsLogged = true },
        new(ReadOutreach, "アウトリーチの記録を読む", RecorderOutreach, Auditor) { IsLogged = true },
        new(RecordOutreach, "アウトリーチを記録する", RecorderOutreach, Loader),
        new(ReadParticipation, "参加支援の記録を読む", RecorderParticipation, Auditor) { IsLogged = true },
        new(RecordParticipation, "参加支援を記録する", RecorderParticipation, Loader),
        new(ReadCommunity, "地域づくりの記録を読む", RecorderCommunityBuilding, Auditor) { IsLogged = true },
        new(RecordCommunity, "地域づくりを記録する", RecorderCommunityBuilding, Loader),
        new(ReadMeasures, "各分野の項目と集計を読む", RecorderCommunityBuilding, Auditor, Operator, TallyForwarder),
        new(RegisterMeasures, "各分野の項目を登録し、その記録を取り消す", RecorderCommunityBuilding, Operator, Loader),
        new(RecordTallies, "各分野の集計を記録する", RecorderCommunityBuilding, TallyForwarder, Loader),
        new(ForwardTallies, "集計を、送ったアカウントの名前で記録する", TallyForwarder),
        new(SendTallies, "受持ちの事業（職員はすべての事業）の集計を送る", RecorderCommunityBuilding, Sender),
        new(ReadReports, "報告書と版を読む", [.. Recorders, Reporter, Approver, Auditor, Operator, ReportReader, Loader]),
        new(ReadEvidence, "集計値の元の記録をたどる", [.. Recorders, Reporter, Approver, Auditor, ReportReader]) { IsLogged = true },
        new(PrepareReports, "目標と文章を書き、確定と訂正版を申請する", Reporter, Loader),
        new(CloseReports, "ほかの人が申請した確定と訂正版を承認する", Approver),
        new(ReadFeeds, "出来事の配信を読む", FeedReader, Auditor, Loader) { IsLogged = true, UnloggedRoles = [FeedReader, Loader] },
        new(ReadTotals, "照合用の合計を読む", FeedReader, Auditor, Operator, Loader),
        new(ReadReplays, "再集計の進み具合と結果を読む", Reporter, Approver, Auditor, Operator),
        new(RunReplays, "再集計を始め、認め、やめる", Operator),
        new(Verify, "すべてを突き合わせて確かめる", Auditor, Operator),
        new(LoadHistory, "過去の履歴を取り込む", Loader),
        new(ReadAccounts, "ほかのシステムのアカウントを見る", Auditor, Operator),
        new(ManageAccounts, "アカウントを登録し、変え、閉じる", Operator),
        new(ReadAccessLog, "誰が何をし、何を見たかの記録を読む", Auditor) { IsLogged = true },
        new(ReadDeadLetters, "受け取れなかった集計を見る", Auditor, Operator, Sender),
        new(MendDeadLetters, "受け取れなかった集計を直し、送り直し、破棄する", Operator, Sender),
    ];

    private static readonly Dictionary<string, Right> ByCode = All.ToDictionary(right => right.Code);

    /// <summary>The right of a code, or of the policy of that name; null where there is none.</summary>
    public static Right? Find(string? code) => code is null ? null : ByCode.GetValueOrDefault(code);

    /// <summary>Whether somebody with a role may do that.</summary>
    public static bool Has(string role, string right) => ByCode[right].Roles.Contains(role);
}
