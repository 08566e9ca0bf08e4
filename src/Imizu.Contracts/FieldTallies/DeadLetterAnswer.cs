namespace Imizu.Contracts.FieldTallies;

/// <summary>A page of dead letters.</summary>
/// <param name="Total">The total number of letters that match.</param>
/// <param name="Page">Which page this is, from 1.</param>
/// <param name="Letters">The letters, latest first, without their bodies.</param>
public sealed record DeadLetterPage(long Total, int Page, IReadOnlyList<DeadLetterLine> Letters);

/// <summary>A dead letter with its body and the latest attempts to resend it.</summary>
/// <param name="Letter">What the list has of it.</param>
/// <param name="Body">The original body as text; bytes that are no valid UTF-8 are replaced by �.</param>
/// <param name="BodyBase64">The original body, byte for byte.</param>
/// <param name="Size">The size of the original body, in bytes.</param>
/// <param name="IsCut">Whether only the beginning of the body was stored.</param>
/// <param name="Sendings">The attempts to resend it.</param>
public sealed record DeadLetterAnswer(
    DeadLetterLine Letter, string Body, string BodyBase64, long Size, bool IsCut, IReadOnlyList<ResendingLine> Sendings);

/// <summary>An attempt to resend a dead letter; field and reason are set where it was refused again.</summary>
public sealed record ResendingLine(DateTimeOffset At, string By, string Body, string? Field, string? Reason);

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

/// <summary>The states of a dead letter. Strings, because they are stored, used in queries and returned.</summary>
public static class DeadLetterState
{
    /// <summary>It waits for somebody.</summary>
    public const string Waiting = "waiting";

    /// <summary>It was sent again, mended or as it came, and taken in.</summary>
    public const string SentAgain = "sent-again";

    /// <summary>It is not to be taken in.</summary>
    public const string Discarded = "discarded";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Waiting, SentAgain, Discarded];
}
