using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Imizu.Contracts;

namespace Imizu.EventStreams.Storage;

/// <summary>Compares requests with the same idempotency key.</summary>
internal static class Fingerprint
{
    /// <summary>The SHA-256 of the request's path and command, in hexadecimal: of nothing that another build may have named otherwise.</summary>
    public static string Of(string path, StreamCommand asked) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{path}\n{JsonSerializer.Serialize(asked, asked.GetType(), ContractJson.Options)}")));
}
