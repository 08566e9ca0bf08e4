using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Imizu.Contracts.Access;

/// <summary>What somebody did or saw, without its content.</summary>
/// <param name="At">When, in UTC, to the microsecond.</param>
/// <param name="Actor">Who: the staff code, or the name of a system's account.</param>
/// <param name="Right">What: the right that it takes, such as <c>cases.record</c>; at the identity service, an <see cref="IdentityAct" />.</param>
/// <param name="Method">The HTTP method; with a word behind it where it was only asked what would be refused.</param>
/// <param name="Path">Of what.</param>
/// <param name="From">The address that it was asked from.</param>
/// <param name="Status">What was answered: 403 where it was refused.</param>
public sealed record AccessLogEntry(DateTime At, string Actor, string Right, string Method, string Path, string From, short Status)
{
    private const string DryRun = " (dry run)";

    /// <summary>Whether it was only asked what would be refused.</summary>
    [JsonIgnore]
    public bool IsDryRun => Method.EndsWith(DryRun, StringComparison.Ordinal);

    /// <summary>What was done, in the words of staff.</summary>
    [JsonIgnore]
    public string Word => Access.Right.Find(Right)?.Word ?? IdentityAct.All.FirstOrDefault(act => act.Code == Right)?.Word ?? Right;

    /// <summary>The method of a request, and whether it only asks what would be refused.</summary>
    public static string MethodOf(string method, bool isDryRun) => isDryRun ? method + DryRun : method;

    /// <summary>The hash of what stands before the first entry.</summary>
    public static byte[] Beginning { get; } = new byte[SHA256.HashSizeInBytes];

    /// <summary>The SHA-256 over the hash of the entry before, and this entry's number and members: who changes one entry has to change all that follow.</summary>
    public byte[] HashAfter(byte[] before, long number) => SHA256.HashData([.. before, .. JsonSerializer.SerializeToUtf8Bytes(
        (string[])[$"{number}", At.ToString("O", CultureInfo.InvariantCulture), Actor, Right, Method, Path, From, $"{Status}"])]);
}

/// <summary>An entry with its number.</summary>
public sealed record NumberedAccess(long Number, AccessLogEntry Entry);

/// <summary>What came of checking a log from its beginning.</summary>
/// <param name="Count">How many entries it has.</param>
/// <param name="Hash">That of the last one, in hexadecimal.</param>
/// <param name="Fault">The first entry that is not as it was written, and what is wrong with it; null where each is.</param>
public sealed record AccessLogCheck(long Count, string Hash, string? Fault);
