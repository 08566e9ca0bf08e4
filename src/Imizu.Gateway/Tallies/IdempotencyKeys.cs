using System.Security.Cryptography;
using System.Text;

namespace Imizu.Gateway.Tallies;

/// <summary>Derives idempotency keys that the services accept from identifiers that senders choose freely.</summary>
public static class IdempotencyKeys
{
    private const int Longest = 128;

    /// <summary>The identifier itself where the services accept it, otherwise its hash.</summary>
    public static string Of(string given) =>
        given.Length is > 0 and <= Longest && given.All(character => character is >= '!' and <= '~') ? given : Hash(Encoding.UTF8.GetBytes(given));

    /// <summary>The key of one line of a request or file.</summary>
    public static string OfLine(string sending, int line) => Hash(Encoding.UTF8.GetBytes($"{sending}\n{line}"));

    /// <summary>The key of a tally without an identifier: a hash of its content.</summary>
    public static string OfBody(string sender, ReadOnlySpan<byte> body) => Hash([.. Encoding.UTF8.GetBytes($"{sender}\n"), .. body]);

    private static string Hash(byte[] bytes) => $"sha256-{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
}
