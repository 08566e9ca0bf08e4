using System.Text.Json;
using System.Text.Json.Serialization;

namespace Imizu.Contracts;

/// <summary>
/// An event on its way to whoever follows: CloudEvents 1.0 in JSON (structured mode), the same on the broker and in the feed.
/// Positions are written as strings, for a CloudEvents integer has 32 bits only.
/// </summary>
public sealed record EventEnvelope
{
    /// <summary>The version of CloudEvents.</summary>
    public string Specversion { get; init; } = "1.0";

    /// <summary>The event's permanent id; sent twice, it is the same event.</summary>
    public required Guid Id { get; init; }

    /// <summary>Which service recorded it, such as <c>urn:imizu:consultation</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The permanent name, such as <c>jp.imizu.consultation.case-received.v1</c>; also the routing key.</summary>
    /// <seealso cref="EventTypeAttribute"/>
    public required string Type { get; init; }

    /// <summary>The stream that it belongs to, such as <c>case/0198c1d2-…</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>When it was recorded (記録日時), not when it happened; that is in <c>data</c>.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What <c>data</c> is written in.</summary>
    public string Datacontenttype { get; init; } = "application/json";

    /// <summary>Its place in all that the source has recorded: rises, but may skip.</summary>
    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public required long Position { get; init; }

    /// <summary>The position of the source's event before this one, 0 for the first: who has that one has no gap.</summary>
    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public required long Previousposition { get; init; }

    /// <summary>Its place in its stream, from 1.</summary>
    public required int Streamversion { get; init; }

    /// <summary>What it was part of: the same for all that came of one request.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Correlationid { get; init; }

    /// <summary>What led to it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Causationid { get; init; }

    /// <summary>The provision that it is recorded under, as it is cited.</summary>
    /// <seealso cref="Contracts.LegalBasis"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Legalbasis { get; init; }

    /// <summary>Who recorded it: an opaque staff or system code, never a name.</summary>
    public required string Actor { get; init; }

    /// <summary>The W3C trace that recorded it, where there was one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Traceparent { get; init; }

    /// <summary>
    /// True where somebody asked the feed to tell history again (<c>replay=true</c>): whoever hands it on to what acts on each event once,
    /// such as a count or a letter, can tell it from news. It is no part of the event, nor of its <see cref="CanonicalEvent">canonical form</see>.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Replayed { get; init; }

    /// <summary>The event itself, in the shape of its type.</summary>
    public required JsonElement Data { get; init; }

    /// <summary>The event as the newest version of its record, whichever it was recorded as; null where the type is not known here.</summary>
    /// <param name="known">The events that are known; without it, those that are published.</param>
    /// <exception cref="JsonException">The data does not have the shape of its type.</exception>
    public object? Decode(EventCatalog? known = null) => (known ?? EventCatalog.Published).Read(Type, Data);
}
