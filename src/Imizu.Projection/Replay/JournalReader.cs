using System.Buffers;
using System.IO.Pipelines;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>Reads the journal as fast as PostgreSQL gives it out, in no order: a binary COPY, taken apart where it lies.</summary>
internal static class JournalReader
{
    /// <summary>PGCOPY\n\xff\r\n\0, flags and the length of an extension that there is none of.</summary>
    private const int Header = 19;

    private const int BufferSize = 1 << 20;

    public delegate void Envelope(ReadOnlySpan<byte> json);

    public static async Task Read(NpgsqlDataSource database, JournalChunk chunk, Envelope take, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var stream = await connection.BeginRawBinaryCopyAsync($"""
            copy (select data from journal.mt_events where stream_id = '{chunk.Source}' and version > {chunk.After} and version <= {chunk.UpTo})
            to stdout (format binary)
            """, cancellationToken);
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: BufferSize, minimumReadSize: BufferSize / 4));
        var isFirst = true;
        while (true)
        {
            var read = await pipe.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            if (isFirst && rest.Length >= Header)
            {
                (rest, isFirst) = (rest.Slice(Header), false);
            }
            while (!isFirst && TryTake(ref rest, take))
            {
            }
            pipe.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    /// <summary>One row: how many fields (-1 at the end), the field's length, jsonb's version, the text.</summary>
    private static bool TryTake(ref ReadOnlySequence<byte> rest, Envelope take)
    {
        var reader = new SequenceReader<byte>(rest);
        if (!reader.TryReadBigEndian(out short fields) || fields < 0 || !reader.TryReadBigEndian(out int length) || reader.Remaining < length)
        {
            return false;
        }
        var json = reader.UnreadSequence.Slice(1, length - 1);
        if (json.IsSingleSegment)
        {
            take(json.FirstSpan);
        }
        else
        {
            var whole = ArrayPool<byte>.Shared.Rent(length);
            json.CopyTo(whole);
            take(whole.AsSpan(0, length - 1));
            ArrayPool<byte>.Shared.Return(whole);
        }
        rest = rest.Slice(sizeof(short) + sizeof(int) + length);
        return true;
    }
}
