using System.Security.Cryptography;
using System.Text;

namespace Imizu.Gateway.Accounts;

/// <summary>
/// Generates account passwords, and hashes them in RabbitMQ's own format (<c>rabbit_password_hashing_sha256</c>), so that the broker's user can
/// be recreated from the account at any time.
/// </summary>
/// <remarks>
/// A fast hash would be a mistake for passwords that people choose, because it allows many guesses per second. These are
/// drawn at random from 2^160; no speed of trying comes near that, and a slow hash would only slow down every request.
/// </remarks>
internal static class Password
{
    // Letters and digits only, so that no escaping is needed in URIs, shells and configuration files.
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int Length = 27, SaltLength = 4;

    public static string Generate() => RandomNumberGenerator.GetString(Letters, Length);

    /// <summary>base64 of four bytes of salt, and the SHA-256 of that salt and the password.</summary>
    public static string Hash(string password) => Convert.ToBase64String(Salted(RandomNumberGenerator.GetBytes(SaltLength), password));

    /// <summary>Verifies a password against a hash in constant time.</summary>
    public static bool Verify(string password, string hash)
    {
        var kept = Convert.FromBase64String(hash);
        return CryptographicOperations.FixedTimeEquals(kept, Salted(kept.AsSpan(0, SaltLength), password));
    }

    private static byte[] Salted(ReadOnlySpan<byte> salt, string password) =>
        [.. salt, .. SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(password)])];
}
