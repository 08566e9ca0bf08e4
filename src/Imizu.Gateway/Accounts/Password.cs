using System.Security.Cryptography;
using System.Text;

namespace Imizu.Gateway.Accounts;

/// <summary>
/// Passwords of accounts: generated, shown once, kept as a salted hash in the very form that RabbitMQ keeps one in
/// (<c>rabbit_password_hashing_sha256</c>), so that the broker's user can be made out of the account, again and again.
/// </summary>
/// <remarks>
/// The hash is a fast one, which for a password that a person has thought up would be a mistake: it lets guesses be tried quickly. These are
/// drawn at random from 2^160; no speed of trying comes near that, and a slow hash would only slow down every request.
/// </remarks>
internal static class Password
{
    // Without signs, so that it goes as it is into a URI, a shell and a configuration file.
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int Length = 27, SaltLength = 4;

    public static string Generate() => RandomNumberGenerator.GetString(Letters, Length);

    /// <summary>base64 of four bytes of salt, and the SHA-256 of that salt and the password.</summary>
    public static string Hash(string password) => Convert.ToBase64String(Salted(RandomNumberGenerator.GetBytes(SaltLength), password));

    /// <summary>Takes the same time for any password of a length, right or wrong.</summary>
    public static bool Is(string password, string hash)
    {
        var kept = Convert.FromBase64String(hash);
        return CryptographicOperations.FixedTimeEquals(kept, Salted(kept.AsSpan(0, SaltLength), password));
    }

    private static byte[] Salted(ReadOnlySpan<byte> salt, string password) =>
        [.. salt, .. SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(password)])];
}
