using System.Security.Cryptography;

namespace Imizu.Contracts;

/// <summary>A count of events and one hash over them in their order: h(0) is 32 zero bytes, h(n) = SHA-256(h(n−1) ‖ event n).</summary>
internal sealed class RollingHash(long count, string hash)
{
    /// <summary>The hash of no events.</summary>
    public static string Zero { get; } = new('0', 2 * SHA256.HashSizeInBytes);

    private readonly byte[] _hash = Convert.FromHexString(hash);

    public long Count { get; private set; } = count;

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Hash => Convert.ToHexStringLower(_hash);

    public void Add(byte[] canonical)
    {
        SHA256.HashData([.. _hash, .. canonical], _hash);
        Count++;
    }
}
