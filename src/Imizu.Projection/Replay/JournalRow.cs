using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Projection.Facts;

namespace Imizu.Projection.Replay;

/// <summary>A journalled event parsed in place from a binary COPY row.</summary>
internal readonly ref struct JournalRow
{
    /// <summary>What a row is made of. PostgreSQL takes it out of the stored envelope in half the time in which it writes the envelope out.</summary>
    public const string Fields = "(data ->> 'id')::uuid, data ->> 'type', data ->> 'subject', data ->> 'position', data -> 'time', data ->> 'actor', data -> 'data'";

    private readonly string _type;
    private readonly string _subject;
    private readonly ReadOnlySpan<byte> _actor;
    private readonly ReadOnlySpan<byte> _data;

    /// <param name="row">The row's fields, each its length, then its bytes.</param>
    public JournalRow(ReadOnlySpan<byte> row)
    {
        Id = new Guid(Next(ref row), bigEndian: true);
        _type = Text(Next(ref row));
        _subject = Text(Next(ref row));
        Position = long.Parse(Next(ref row), CultureInfo.InvariantCulture);
        var time = new Utf8JsonReader(Json(Next(ref row)));
        time.Read();
        Time = time.GetDateTimeOffset();
        _actor = Next(ref row);
        _data = Json(Next(ref row));
    }

    public Guid Id { get; }

    public long Position { get; }

    public DateTimeOffset Time { get; }

    /// <summary>Who recorded it; read only where it is asked for.</summary>
    public string Actor => Text(_actor);

    /// <summary>The event; null where this build cannot read it, as on the live path.</summary>
    public object? Decode(EventCatalog known)
    {
        try
        {
            return known.Read(_type, _data);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public IEnumerable<FactRow> Facts(short source, object happened) => FactRow.Of(source, Position, Id, _subject, Time, happened);

    /// <summary>The length of a row in bytes; null where it is incomplete.</summary>
    public static int? Length(ReadOnlySpan<byte> bytes, int fields)
    {
        var end = 0;
        for (var field = 0; field < fields; field++)
        {
            if (bytes.Length < end + sizeof(int))
            {
                return null;
            }
            end += sizeof(int) + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(bytes[end..]));
        }
        return end <= bytes.Length ? end : null;
    }

    /// <summary>Nothing, where the envelope has no such member.</summary>
    private static ReadOnlySpan<byte> Next(scoped ref ReadOnlySpan<byte> row)
    {
        var field = row.Slice(sizeof(int), Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(row)));
        row = row[(sizeof(int) + field.Length)..];
        return field;
    }

    private static string Text(ReadOnlySpan<byte> field) => Encoding.UTF8.GetString(field);

    /// <summary>The first byte is the version of jsonb's binary form, the rest its text.</summary>
    private static ReadOnlySpan<byte> Json(ReadOnlySpan<byte> field) => field[1..];
}
