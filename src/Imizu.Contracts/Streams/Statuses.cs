namespace Imizu.Contracts.Streams;

/// <summary>How a case stands.</summary>
public enum CaseStatus
{
    /// <summary>Received, and without a plan.</summary>
    [Word("受付")] Received,
    /// <summary>With a plan, and not in support yet.</summary>
    [Word("プラン作成")] Planned,
    /// <summary>In support.</summary>
    [Word("支援中")] InSupport,
    /// <summary>The support was concluded.</summary>
    [Word("支援終結")] Concluded,
    /// <summary>It ended without a plan.</summary>
    [Word("プランなしの終了")] ClosedWithoutPlan,
}

/// <summary>How outreach to somebody stands.</summary>
public enum TargetStatus
{
    /// <summary>Somebody was learnt of, and is approached.</summary>
    [Word("働きかけ中")] Followed,
    /// <summary>With a plan.</summary>
    [Word("プラン作成")] Planned,
    /// <summary>Connected to consultation.</summary>
    [Word("相談支援へつないだ")] Connected,
    /// <summary>Over.</summary>
    [Word("終了")] Ended,
}

/// <summary>How participation support stands.</summary>
public enum ParticipationStatus
{
    /// <summary>With a plan.</summary>
    [Word("プラン作成")] Planned,
    /// <summary>Matched with a resource.</summary>
    [Word("マッチング")] Matched,
    /// <summary>The person goes there.</summary>
    [Word("参加中")] Placed,
    /// <summary>The person went there, and does no more.</summary>
    [Word("参加終了")] Ended,
}

/// <summary>Whether what stands in a register is there still.</summary>
public enum RegisterStatus
{
    /// <summary>It is.</summary>
    [Word("現在")] Current,
    /// <summary>It is no more.</summary>
    [Word("終了")] Former,
}
