using System.Buffers.Binary;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>Reads journalled events by binary COPY, in no particular order.</summary>
internal static class JournalReader
{
    /// <summary>PGCOPY\n\xff\r\n\0, flags and the length of an extension that there is none of.</summary>
    private const int Header = 19;

    public delegate void Take(in JournalRow row);

    /// <summary>Reads without waiting elsewhere: it belongs on a thread of its own.</summary>
    public static void Read(NpgsqlDataSource database, JournalChunk chunk, Take take, CancellationToken cancellationToken)
    {
        using var connection = database.OpenConnection();
        using var stream = connection.BeginRawBinaryCopy($"""
            copy (select {JournalRow.Fields} from journal.mt_events where stream_id = '{chunk.Source}' and version > {chunk.After} and version <= {chunk.UpTo})
            to stdout (format binary)
            """);
        var buffer = new byte[1 << 16];
        stream.ReadExactly(buffer, 0, Header);
        for (var (start, end) = (0, 0); ;)
        {
            // A row says how many fields it has; the last says -1.
            var rest = buffer.AsSpan(start, end - start);
            if (rest.Length >= sizeof(short))
            {
                var fields = BinaryPrimitives.ReadInt16BigEndian(rest);
                if (fields < 0)
                {
                    return;
                }
                if (JournalRow.Length(rest[sizeof(short)..], fields) is { } length)
                {
                    take(new JournalRow(rest.Slice(sizeof(short), length)));
                    start += sizeof(short) + length;
                    continue;
                }
            }
            cancellationToken.ThrowIfCancellationRequested();
            if (rest.Length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
            rest.CopyTo(buffer);
            (start, end) = (0, rest.Length);
            var read = stream.Read(buffer, end, buffer.Length - end);
            end += read > 0 ? read : throw new EndOfStreamException("The journal broke off.");
        }
    }
}
