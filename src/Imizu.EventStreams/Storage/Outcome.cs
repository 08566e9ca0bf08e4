namespace Imizu.EventStreams.Storage;

/// <summary>The outcome of a command.</summary>
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>Events were appended, now or by an earlier identical request.</summary>
    public sealed record Recorded(RecordedAnswer Answer, bool Replayed) : Outcome;

    /// <summary>The state was already as requested; nothing was appended.</summary>
    public sealed record AlreadySo(RecordedAnswer Answer) : Outcome;

    /// <summary>A rule forbids the command.</summary>
    public sealed record Refused(Refusal Refusal) : Outcome;

    /// <summary>The stream has changed since the version that the caller read.</summary>
    public sealed record Stale(long Version) : Outcome;

    /// <summary>The idempotency key was used for a different request.</summary>
    public sealed record KeyReused : Outcome;
}

/// <summary>The response to a command that was executed.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">The stream's version after it.</param>
/// <param name="Entries">What was recorded; empty where nothing was new.</param>
public sealed record RecordedAnswer(string Stream, long Version, IReadOnlyList<RecordedEntry> Entries)
{
    /// <summary>What to look at again, though it is recorded; empty where nothing is in doubt.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];
}

/// <summary>A recorded event: its id and type name.</summary>
public sealed record RecordedEntry(Guid Id, string Type);

/// <summary>The stored response of an idempotency key, committed with the events.</summary>
/// <param name="Id">Actor and key.</param>
/// <param name="Fingerprint">SHA-256 of the request, so that a key used for something else is noticed.</param>
/// <param name="Answer">What was answered.</param>
public sealed record IdempotentAnswer(string Id, string Fingerprint, RecordedAnswer Answer);
