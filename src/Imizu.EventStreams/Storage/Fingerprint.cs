using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Imizu.Contracts;

namespace Imizu.EventStreams.Storage;

/// <summary>Compares requests with the same idempotency key.</summary>
internal static class Fingerprint
{
    /// <summary>The SHA-256 of the request's path and commands, in hexadecimal: of nothing that another build may have named otherwise.</summary>
    public static string Of(string path, IEnumerable<StreamCommand> asked) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', asked.Select(command => JsonSerializer.Serialize(command, command.GetType(), ContractJson.Options)).Prepend(path)))));
}
