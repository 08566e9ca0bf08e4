using System.Text.Json;
using Imizu.Contracts;
using Imizu.Projection.Facts;

namespace Imizu.Projection.Replay;

/// <summary>An envelope read where it lies: of all it says, what facts are made of.</summary>
internal readonly ref struct StoredEnvelope
{
    private readonly ReadOnlySpan<byte> _data;

    private StoredEnvelope(Guid id, string? type, string subject, long position, DateTimeOffset time, ReadOnlySpan<byte> data)
    {
        (Id, Type, Subject, Position, Time) = (id, type, subject, position, time);
        _data = data;
    }

    public Guid Id { get; }

    public string? Type { get; }

    public string Subject { get; }

    public long Position { get; }

    public DateTimeOffset Time { get; }

    public static StoredEnvelope Read(ReadOnlySpan<byte> json)
    {
        var (id, type, subject, position, time) = (Guid.Empty, (string?)null, "", 0L, DateTimeOffset.MinValue);
        ReadOnlySpan<byte> data = default;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (name.SequenceEqual("data"u8))
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                data = json[start..(int)reader.BytesConsumed];
            }
            else if (name.SequenceEqual("id"u8))
            {
                id = reader.GetGuid();
            }
            else if (name.SequenceEqual("type"u8))
            {
                type = reader.GetString();
            }
            else if (name.SequenceEqual("subject"u8))
            {
                subject = reader.GetString()!;
            }
            else if (name.SequenceEqual("position"u8))
            {
                position = long.Parse(reader.ValueSpan);
            }
            else if (name.SequenceEqual("time"u8))
            {
                time = reader.GetDateTimeOffset();
            }
            else
            {
                reader.Skip();
            }
        }
        return new StoredEnvelope(id, type, subject, position, time, data);
    }

    /// <summary>The event; null where this build cannot read it, as on the live path.</summary>
    public object? Decode()
    {
        try
        {
            return Type is not null && EventCatalog.RecordOf(Type) is { } record ? JsonSerializer.Deserialize(_data, record, ContractJson.Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public IEnumerable<FactRow> Facts(short source, object happened) => FactRow.Of(source, Position, Id, Subject, Time, happened);
}
