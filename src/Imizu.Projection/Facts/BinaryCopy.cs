using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace Imizu.Projection.Facts;

/// <summary>Writes rows in PostgreSQL's binary COPY format.</summary>
/// <remarks>Written by hand because a replay writes millions of rows; Npgsql's importer takes three times as long per row.</remarks>
public sealed class BinaryCopy(NpgsqlRawCopyStream rows) : IAsyncDisposable
{
    /// <summary>More than any row without its texts takes.</summary>
    private const int Spare = 1024;

    private const int Absent = -1;

    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xff, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly int EpochDay = DateOnly.FromDateTime(Epoch).DayNumber;

    private byte[] _buffer = [.. Header, .. new byte[1 << 16]];
    private int _end = Header.Length;
    private bool _isComplete;

    private Span<byte> Free => _buffer.AsSpan(_end);

    public void StartRow(short fields)
    {
        if (Free.Length < Spare)
        {
            Flush();
        }
        BinaryPrimitives.WriteInt16BigEndian(Free, fields);
        _end += sizeof(short);
    }

    public void Null() => Length(Absent);

    public void Smallint(short value)
    {
        Length(sizeof(short));
        Short(value);
    }

    public void Bigint(long value)
    {
        Length(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(Free, value);
        _end += sizeof(long);
    }

    public void Date(DateOnly value)
    {
        Length(sizeof(int));
        Int(value.DayNumber - EpochDay);
    }

    public void Timestamp(DateTimeOffset value) => Bigint((value.UtcDateTime - Epoch).Ticks / TimeSpan.TicksPerMicrosecond);

    public void Uuid(Guid value)
    {
        Length(16);
        value.TryWriteBytes(Free, bigEndian: true, out _);
        _end += 16;
    }

    public void Text(string value)
    {
        Room(sizeof(int) + Encoding.UTF8.GetMaxByteCount(value.Length));
        var length = Encoding.UTF8.GetBytes(value, Free[sizeof(int)..]);
        Length(length);
        _end += length;
    }

    /// <summary>JSON for a jsonb column: a byte with the form's version, then the text.</summary>
    public void Jsonb(ReadOnlySpan<byte> json)
    {
        Room(sizeof(int) + 1 + json.Length);
        Length(1 + json.Length);
        _buffer[_end++] = 1;
        json.CopyTo(Free);
        _end += json.Length;
    }

    /// <summary>How many digits of base 10,000, the power of the first of them, the sign, the decimal places, and the digits.</summary>
    public void Numeric(decimal value)
    {
        const int Base = 10_000, PlacesOfDigit = 4, MostDigits = 9;
        const short Negative = 0x4000;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var left = new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        var fraction = (value.Scale + PlacesOfDigit - 1) / PlacesOfDigit;
        for (var places = (int)value.Scale; places % PlacesOfDigit != 0; places++)
        {
            left *= 10;
        }
        Span<short> digits = stackalloc short[MostDigits];
        var first = MostDigits;
        for (; left > 0; left /= Base)
        {
            digits[--first] = (short)(left % Base);
        }
        digits = digits[first..];

        Length(sizeof(short) * (4 + digits.Length));
        Short((short)digits.Length);
        Short((short)(digits.Length - fraction - 1));
        Short(value < 0 ? Negative : (short)0);
        Short(value.Scale);
        foreach (var digit in digits)
        {
            Short(digit);
        }
    }

    /// <summary>Ends the rows, which are then part of the transaction; without it they are dropped.</summary>
    public async Task Complete(CancellationToken cancellationToken)
    {
        StartRow(Absent);
        Flush();
        await rows.FlushAsync(cancellationToken);
        _isComplete = true;
        await rows.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isComplete)
        {
            return;
        }
        try
        {
            await rows.CancelAsync();
            await rows.DisposeAsync();
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or ObjectDisposedException)
        {
            // The connection is lost, which the writer has already reported.
        }
    }

    private void Length(int bytes) => Int(bytes);

    private void Int(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Free, value);
        _end += sizeof(int);
    }

    private void Short(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(Free, value);
        _end += sizeof(short);
    }

    private void Room(int bytes)
    {
        if (Free.Length < bytes + Spare)
        {
            Flush();
            Array.Resize(ref _buffer, Math.Max(_buffer.Length, bytes + Spare));
        }
    }

    private void Flush()
    {
        rows.Write(_buffer, 0, _end);
        _end = 0;
    }
}
