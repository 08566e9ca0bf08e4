using System.Buffers.Binary;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>Reads the journal as fast as PostgreSQL gives it out, in no order: a binary COPY, taken apart where it lies.</summary>
internal static class JournalReader
{
    /// <summary>PGCOPY\n\xff\r\n\0, flags and the length of an extension that there is none of.</summary>
    private const int Header = 19;

    /// <summary>How many fields a row has, and how long its field is.</summary>
    private const int RowHeader = sizeof(short) + sizeof(int);

    public delegate void Envelope(ReadOnlySpan<byte> json);

    /// <summary>Reads without waiting elsewhere: it belongs on a thread of its own.</summary>
    public static void Read(NpgsqlDataSource database, JournalChunk chunk, Envelope take, CancellationToken cancellationToken)
    {
        using var connection = database.OpenConnection();
        using var stream = connection.BeginRawBinaryCopy($"""
            copy (select data from journal.mt_events where stream_id = '{chunk.Source}' and version > {chunk.After} and version <= {chunk.UpTo})
            to stdout (format binary)
            """);
        var buffer = new byte[1 << 16];
        stream.ReadExactly(buffer, 0, Header);
        for (var (start, end) = (0, 0); ;)
        {
            var rest = buffer.AsSpan(start, end - start);
            if (rest.Length >= sizeof(short) && BinaryPrimitives.ReadInt16BigEndian(rest) < 0)
            {
                return;
            }
            var length = rest.Length >= RowHeader ? BinaryPrimitives.ReadInt32BigEndian(rest[sizeof(short)..]) : 0;
            if (rest.Length >= RowHeader && rest.Length >= RowHeader + length)
            {
                // The first byte is the version of jsonb's binary form, the rest its text.
                take(rest.Slice(RowHeader + 1, length - 1));
                start += RowHeader + length;
                continue;
            }
            cancellationToken.ThrowIfCancellationRequested();
            if (RowHeader + length > buffer.Length)
            {
                Array.Resize(ref buffer, RowHeader + length);
            }
            rest.CopyTo(buffer);
            (start, end) = (0, rest.Length);
            var read = stream.Read(buffer, end, buffer.Length - end);
            end += read > 0 ? read : throw new EndOfStreamException("The journal broke off.");
        }
    }
}
