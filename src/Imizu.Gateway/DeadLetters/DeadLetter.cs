namespace Imizu.Gateway.DeadLetters;

/// <summary>A tally that was refused, as it is listed: without what came.</summary>
public record DeadLetterLine
{
    /// <summary>A stable identifier, derived from the message, so that a redelivery is the same dead letter.</summary>
    public required string Id { get; init; }

    /// <summary>When the tally was refused.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it came by: amqp, http or file.</summary>
    public required string Door { get; init; }

    /// <summary>The sender's account name; null where the message does not identify it.</summary>
    public string? Sender { get; init; }

    /// <summary>The field that was refused.</summary>
    public required string Field { get; init; }

    /// <summary>The reason, and what the sender can do.</summary>
    public required string Reason { get; init; }

    /// <summary>The sender's identifier of the message, if it set one.</summary>
    public string? MessageId { get; init; }

    /// <summary>One of <see cref="DeadLetterState"/>.</summary>
    public string State { get; init; } = DeadLetterState.Waiting;

    /// <summary>The actor or sender that closed it.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The reason for discarding it.</summary>
    public string? ClosedBecause { get; init; }
}

/// <summary>A dead letter as it is stored: what came, and what was done with it since.</summary>
public sealed record DeadLetter : DeadLetterLine
{
    /// <summary>
    /// The original bytes, truncated where they are too large for a tally. Untrusted: returned to an authorized caller only, and never logged.
    /// </summary>
    public required byte[] Body { get; init; }

    /// <summary>The size of the original body, in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The latest attempts to resend it.</summary>
    public IReadOnlyList<Resending> Sendings { get; init; } = [];

    /// <summary>Whether it is neither resent nor discarded.</summary>
    public bool IsOpen() => ClosedAt is null;

    /// <summary>Whether only the beginning of the body was stored.</summary>
    public bool IsCut() => Size > Body.Length;
}

/// <summary>One attempt to resend a dead letter.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Body">What was sent.</param>
/// <param name="Field">What was wrong with that; null where it was taken in.</param>
/// <param name="Reason">Why it was refused again.</param>
public sealed record Resending(DateTimeOffset At, string By, byte[] Body, string? Field, string? Reason);

/// <summary>The states of a dead letter. Strings, because they are stored, used in queries and returned.</summary>
public static class DeadLetterState
{
    public const string Waiting = "waiting", SentAgain = "sent-again", Discarded = "discarded";

    public static readonly IReadOnlyList<string> All = [Waiting, SentAgain, Discarded];
}
