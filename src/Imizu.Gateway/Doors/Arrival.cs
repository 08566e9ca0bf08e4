using Imizu.Gateway.Tallies;

namespace Imizu.Gateway.Doors;

/// <summary>By what a tally can come in. Words, since they are stored, counted and answered.</summary>
public static class Door
{
    public const string Amqp = "amqp", Http = "http", File = "file";
}

/// <summary>A tally as it came to a door.</summary>
/// <param name="Door">One of <see cref="Doors.Door"/>.</param>
/// <param name="Sender">Who sent it; null where nobody says.</param>
/// <param name="Body">All that came; of what is cut, the beginning.</param>
/// <param name="Key">What the sending is called, so that it is one however often it comes; null where it is called nothing.</param>
/// <param name="MessageId">What the sender called it.</param>
public sealed record Arrival(string Door, string? Sender, ReadOnlyMemory<byte> Body, string? Key = null, string? MessageId = null)
{
    /// <summary>How many bytes came.</summary>
    public int Size { get; init; } = Body.Length;

    /// <summary>Tells apart from others what is cut and begins as they do; null where all of it is there.</summary>
    public string? HashOfAll { get; init; }

    /// <summary>What came in a buffer that is another's, cut at once where it is too large to be a tally.</summary>
    public static Arrival Of(string door, string? sender, ReadOnlyMemory<byte> body, string? messageId)
    {
        var isCut = body.Length > TallyReading.MostBytes;
        return new(door, sender, (isCut ? body[..Beginning] : body).ToArray(), messageId is null ? null : SendingName.Of(messageId), messageId)
        {
            Size = body.Length,
            HashOfAll = isCut ? SendingName.OfBody("", body.Span) : null,
        };
    }

    /// <summary>What is kept of something that is far too large to be a tally.</summary>
    public const int Beginning = 4 * 1024;
}
