using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Imizu.Contracts;

namespace Imizu.EventStreams.Storage;

/// <summary>Tells whether a request that comes with a known key is the same request.</summary>
internal static class Fingerprint
{
    /// <summary>The SHA-256, in hexadecimal, of what is asked of whom.</summary>
    public static string Of(string subject, StreamCommand asked) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{subject}\n{asked.GetType().FullName}\n{JsonSerializer.Serialize(asked, asked.GetType(), ContractJson.Options)}")));
}
