using System.Text;

namespace Imizu.Gateway.DeadLetters;

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
    DeadLetterLine Letter, string Body, string BodyBase64, long Size, bool IsCut, IReadOnlyList<ResendingLine> Sendings)
{
    public static DeadLetterAnswer Of(DeadLetter letter) => new(
        letter, Encoding.UTF8.GetString(letter.Body), Convert.ToBase64String(letter.Body), letter.Size, letter.IsCut(),
        [.. letter.Sendings.Select(sending => new ResendingLine(
            sending.At, sending.By, Encoding.UTF8.GetString(sending.Body), sending.Field, sending.Reason))]);
}

/// <summary>An attempt to resend a dead letter; field and reason are set where it was refused again.</summary>
public sealed record ResendingLine(DateTimeOffset At, string By, string Body, string? Field, string? Reason);

/// <summary>The body of a request that resends a dead letter.</summary>
/// <param name="Body">The whole corrected tally as text; null to keep the original.</param>
/// <param name="Value">Only the value anew; null for that which came.</param>
/// <param name="OverNewer">Whether the tally may replace a value that was recorded for the same period since.</param>
public sealed record SendAgain(string? Body = null, decimal? Value = null, bool OverNewer = false);

/// <summary>The body of a request that discards a dead letter.</summary>
/// <param name="Reason">Why; it is kept.</param>
public sealed record Discard(string Reason);
