using System.Security.Cryptography;
using System.Text;

namespace Imizu.Provisioning.Databases;

/// <summary>
/// What PostgreSQL keeps of a password, SCRAM-SHA-256 (RFC 5802, RFC 7677). Sent instead of the password, which a server would write into its log with a
/// statement that it refuses.
/// </summary>
internal static class ScramVerifier
{
    private const int Iterations = 4096, SaltBytes = 16;

    /// <summary>Makes one, with a new salt.</summary>
    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, Iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var stored = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var server = HMACSHA256.HashData(salted, "Server Key"u8);
        return $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(stored)}:{Convert.ToBase64String(server)}";
    }
}
