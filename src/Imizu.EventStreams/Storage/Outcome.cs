using Imizu.Contracts.Streams;

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

/// <summary>The stored response of an idempotency key, committed with the events.</summary>
/// <param name="Id">Actor and key.</param>
/// <param name="Fingerprint">SHA-256 of the request, so that a key used for something else is noticed.</param>
/// <param name="Answer">What was answered.</param>
public sealed record IdempotentAnswer(string Id, string Fingerprint, RecordedAnswer Answer);
