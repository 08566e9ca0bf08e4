namespace Imizu.Gateway.DeadLetters;

/// <summary>A tally that was not taken in: what it was, why, and what has become of it since. What came stays as it came.</summary>
public sealed record DeadLetter
{
    /// <summary>The same for the same sending: delivered again, it is the same letter.</summary>
    public required string Id { get; init; }

    /// <summary>When it was refused.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>One of <see cref="Doors.Door"/>.</summary>
    public required string Door { get; init; }

    /// <summary>The account's name; null where nobody said it.</summary>
    public string? Sender { get; init; }

    /// <summary>What was wrong.</summary>
    public required string Field { get; init; }

    /// <summary>Why, and what to do.</summary>
    public required string Reason { get; init; }

    /// <summary>What came, or its beginning. It may hold anything: it is shown to whoever asks for this letter, and written nowhere else.</summary>
    public required byte[] Body { get; init; }

    /// <summary>How many bytes came.</summary>
    public required long Size { get; init; }

    /// <summary>What the sender called it.</summary>
    public string? MessageId { get; init; }

    /// <summary>One of <see cref="DeadLetterState"/>.</summary>
    public string State { get; init; } = DeadLetterState.Waiting;

    /// <summary>Who closed it.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Why it was discarded.</summary>
    public string? ClosedBecause { get; init; }

    /// <summary>Who sends it again just now; null where nobody does.</summary>
    public Claim? Claim { get; init; }

    /// <summary>The last few times that it was sent again.</summary>
    public IReadOnlyList<Resending> Sendings { get; init; } = [];

    /// <summary>Whether nobody has closed it.</summary>
    public bool IsOpen() => State is DeadLetterState.Waiting or DeadLetterState.Sending;

    /// <summary>Whether something can be done with it now. What was claimed by a process that died is free again after a while.</summary>
    public bool IsFree(DateTimeOffset now) => IsOpen() && (Claim is null || now - Claim.At > Claim.Lasts);

    /// <summary>Whether only the beginning was kept.</summary>
    public bool IsCut() => Size > Body.Length;
}

/// <summary>A dead letter in somebody's hand: nobody else sends or discards it meanwhile.</summary>
public sealed record Claim(Guid Id, string By, DateTimeOffset At)
{
    /// <summary>Far longer than handing on can take.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(2);
}

/// <summary>Once that a dead letter was sent again.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Body">What was sent.</param>
/// <param name="Field">What was wrong with that; null where it was taken in.</param>
/// <param name="Reason">Why it was refused again.</param>
public sealed record Resending(DateTimeOffset At, string By, byte[] Body, string? Field, string? Reason);

/// <summary>What has become of a dead letter. Words, since they are stored, asked for and answered.</summary>
public static class DeadLetterState
{
    public const string Waiting = "waiting", Sending = "sending", SentAgain = "sent-again", Discarded = "discarded";

    public static readonly IReadOnlyList<string> All = [Waiting, Sending, SentAgain, Discarded];
}
