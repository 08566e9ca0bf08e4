using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Imizu.Operations.Reiwa6;

/// <summary>Ids that come out the same in every run, so that a history loaded twice is there once.</summary>
internal static class StableId
{
    /// <summary>
    /// A UUID of the form that RFC 9562 leaves to applications (version 8): the day in front, so that ids sort by it, then a hash of
    /// the name.
    /// </summary>
    public static Guid Of(DateOnly day, string name)
    {
        Span<byte> id = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), id);
        BinaryPrimitives.WriteInt32BigEndian(id, day.DayNumber);
        id[6] = (byte)(0x80 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id[..16], bigEndian: true);
    }
}
