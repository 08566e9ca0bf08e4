using System.Text;

namespace Imizu.Gateway.DeadLetters;

/// <summary>A page of dead letters.</summary>
/// <param name="Total">How many there are altogether.</param>
/// <param name="Page">Which page this is, from 1.</param>
/// <param name="Letters">Latest first, without what they hold.</param>
public sealed record DeadLetterPage(long Total, int Page, IReadOnlyList<DeadLetterLine> Letters);

/// <summary>One dead letter in a list.</summary>
public sealed record DeadLetterLine
{
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Door { get; init; }

    public string? Sender { get; init; }

    public required string Field { get; init; }

    public required string Reason { get; init; }

    public string? MessageId { get; init; }

    public required string State { get; init; }

    public string? ClosedBy { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? ClosedBecause { get; init; }

    public static DeadLetterLine Of(DeadLetter letter) => new()
    {
        Id = letter.Id, At = letter.At, Door = letter.Door, Sender = letter.Sender, Field = letter.Field, Reason = letter.Reason, MessageId = letter.MessageId,
        State = letter.State, ClosedBy = letter.ClosedBy, ClosedAt = letter.ClosedAt, ClosedBecause = letter.ClosedBecause,
    };
}

/// <summary>One dead letter as a whole.</summary>
/// <param name="Letter">What the list has of it.</param>
/// <param name="Body">What came, as text; bytes that are no UTF-8 are shown as �.</param>
/// <param name="BodyBase64">What came, to the byte.</param>
/// <param name="Size">How many bytes came.</param>
/// <param name="IsCut">Whether only the beginning was kept.</param>
/// <param name="Sendings">Each time that it was sent again.</param>
public sealed record DeadLetterAnswer(
    DeadLetterLine Letter, string Body, string BodyBase64, long Size, bool IsCut, IReadOnlyList<ResendingLine> Sendings)
{
    public static DeadLetterAnswer Of(DeadLetter letter) => new(
        DeadLetterLine.Of(letter), Encoding.UTF8.GetString(letter.Body), Convert.ToBase64String(letter.Body), letter.Size, letter.IsCut(),
        [.. letter.Sendings.Select(sending => new ResendingLine(
            sending.At, sending.By, Encoding.UTF8.GetString(sending.Body), sending.Field, sending.Reason))]);
}

/// <summary>Once that it was sent again; with field and reason where it was refused again.</summary>
public sealed record ResendingLine(DateTimeOffset At, string By, string Body, string? Field, string? Reason);

/// <summary>Sends a dead letter again.</summary>
/// <param name="Body">The whole tally anew, as text; null for what came.</param>
/// <param name="Value">Only the value anew; null for that which came.</param>
/// <param name="OverNewer">Whether what came is to stand even over a number that was recorded for the same period since.</param>
public sealed record SendAgain(string? Body = null, decimal? Value = null, bool OverNewer = false);

/// <summary>Discards a dead letter.</summary>
/// <param name="Reason">Why; it is kept.</param>
public sealed record Discard(string Reason);
