namespace Imizu.EventStreams.Storage;

/// <summary>What became of a command.</summary>
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>Events were appended, or an identical request had them appended before.</summary>
    public sealed record Recorded(RecordedAnswer Answer, bool Replayed) : Outcome;

    /// <summary>It was so already; nothing was appended.</summary>
    public sealed record AlreadySo(RecordedAnswer Answer) : Outcome;

    /// <summary>A rule forbids it.</summary>
    public sealed record Refused(Refusal Refusal) : Outcome;

    /// <summary>The stream has moved on since the caller looked.</summary>
    public sealed record Stale(long Version) : Outcome;

    /// <summary>The idempotency key was used for another request.</summary>
    public sealed record KeyReused : Outcome;
}

/// <summary>The answer to a command that was carried out.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">The stream's version after it.</param>
/// <param name="Entries">What was recorded; empty where nothing was new.</param>
public sealed record RecordedAnswer(string Stream, long Version, IReadOnlyList<RecordedEntry> Entries);

/// <summary>One recorded event: its permanent id and name.</summary>
public sealed record RecordedEntry(Guid Id, string Type);

/// <summary>The answer kept under an idempotency key, written with the events themselves.</summary>
/// <param name="Id">Actor and key.</param>
/// <param name="Fingerprint">SHA-256 of the request, so that a key used for something else is noticed.</param>
/// <param name="Answer">What was answered.</param>
public sealed record IdempotentAnswer(string Id, string Fingerprint, RecordedAnswer Answer);
