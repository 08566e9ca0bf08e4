using Imizu.EventStreams;

namespace Imizu.Gateway.Tallies;

/// <summary>The ways by which a tally can arrive. Strings, because they are stored, reported as metric tags and returned.</summary>
public static class TallyTransport
{
    public const string Amqp = "amqp", Http = "http", File = "file";
}

/// <summary>A tally as it came.</summary>
/// <param name="Transport">One of <see cref="TallyTransport"/>.</param>
/// <param name="Sender">The sender's account name; null where it is unknown.</param>
/// <param name="Body">The body, or its beginning where it is too large for a tally.</param>
/// <param name="Key">The idempotency key; null where the sender set no identifier.</param>
/// <param name="MessageId">The sender's identifier of the sending, if it set one.</param>
internal sealed record IncomingTally(string Transport, string? Sender, byte[] Body, string? Key = null, string? MessageId = null)
{
    /// <summary>How many bytes are kept of a body that is too large for a tally.</summary>
    public const int Beginning = 4 * 1024;

    private (Tally? Tally, Refusal? Refusal)? _read;

    /// <summary>The size of the whole body, in bytes.</summary>
    public int Size { get; init; } = Body.Length;

    /// <summary>The hash of the whole body where only its beginning is kept; null otherwise.</summary>
    public string? HashOfAll { get; init; }

    /// <summary>What is known to be wrong before it is read.</summary>
    public Refusal? Wrong { get; init; }

    /// <summary>Whether staff send it, who may for all programmes.</summary>
    public bool IsOfStaff { get; init; }

    /// <summary>Whether it is decided only, and not recorded.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Whether it was delivered before, and may have been recorded.</summary>
    public bool IsAgain { get; init; }

    /// <summary>The tally, or what is wrong with it.</summary>
    public (Tally? Tally, Refusal? Refusal) Read => _read ??= Wrong is not null ? (null, Wrong) : HashOfAll is not null ? (null, Tally.TooLarge(Size)) : Tally.Read(Body);

    /// <summary>Copies a body that is not the gateway's own; of one that is too large for a tally, the beginning.</summary>
    public static IncomingTally Of(string transport, string? sender, ReadOnlyMemory<byte> body, string? key, string? messageId)
    {
        var isCut = body.Length > Tally.MostBytes;
        return new(transport, sender, KeptOf(body.Span), key, messageId) { Size = body.Length, HashOfAll = isCut ? IdempotencyKeys.OfBody("", body.Span) : null };
    }

    /// <summary>The part of a body that is kept.</summary>
    public static byte[] KeptOf(ReadOnlySpan<byte> body) => (body.Length > Tally.MostBytes ? body[..Beginning] : body).ToArray();
}
