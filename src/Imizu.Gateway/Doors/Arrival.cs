namespace Imizu.Gateway.Doors;

/// <summary>By what a tally can come in. Words, since they are stored, counted and answered.</summary>
public static class Door
{
    public const string Amqp = "amqp", Http = "http", File = "file";
}

/// <summary>A tally as it came to a door.</summary>
/// <param name="Door">One of <see cref="Doors.Door"/>.</param>
/// <param name="Sender">Who sent it; null where nobody says.</param>
/// <param name="Body">All that came.</param>
/// <param name="Key">What the sending is called, so that it is one however often it comes; null where it is called nothing.</param>
/// <param name="MessageId">What the sender called it.</param>
public sealed record Arrival(string Door, string? Sender, ReadOnlyMemory<byte> Body, string? Key = null, string? MessageId = null);
