using System.Text;
using Imizu.Contracts.FieldTallies;

namespace Imizu.Gateway.DeadLetters;

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

    /// <summary>As it is answered.</summary>
    public DeadLetterAnswer Told() => new(
        this, Encoding.UTF8.GetString(Body), Convert.ToBase64String(Body), Size, IsCut(),
        [.. Sendings.Select(sending => new ResendingLine(sending.At, sending.By, Encoding.UTF8.GetString(sending.Body), sending.Field, sending.Reason))]);
}

/// <summary>One attempt to resend a dead letter.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Body">What was sent.</param>
/// <param name="Field">What was wrong with that; null where it was taken in.</param>
/// <param name="Reason">Why it was refused again.</param>
public sealed record Resending(DateTimeOffset At, string By, byte[] Body, string? Field, string? Reason);

/// <summary>The body of a request that resends a dead letter.</summary>
/// <param name="Body">The whole corrected tally as text; null to keep the original.</param>
/// <param name="Value">Only the value anew; null for that which came.</param>
/// <param name="OverNewer">Whether the tally may replace a value that was recorded for the same period since.</param>
public sealed record SendAgain(string? Body = null, decimal? Value = null, bool OverNewer = false);

/// <summary>The body of a request that discards a dead letter.</summary>
/// <param name="Reason">Why; it is kept.</param>
public sealed record Discard(string Reason);
