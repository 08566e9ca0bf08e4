using System.Security.Cryptography;
using System.Text;

namespace Imizu.Gateway.Tallies;

/// <summary>What a sending is called, so that the same one is carried out once. Others choose such names freely; a service's keys are narrower.</summary>
public static class SendingName
{
    private const int Longest = 128;

    /// <summary>As it is where a service can take it so, else its hash.</summary>
    public static string Of(string given) =>
        given.Length is > 0 and <= Longest && given.All(character => character is >= '!' and <= '~') ? given : Hash(Encoding.UTF8.GetBytes(given));

    /// <summary>One line of a sending that has many.</summary>
    public static string OfLine(string sending, int line) => Hash(Encoding.UTF8.GetBytes($"{sending}\n{line}"));

    /// <summary>What has no name is called by what it says.</summary>
    public static string OfBody(string sender, ReadOnlySpan<byte> body) => Hash([.. Encoding.UTF8.GetBytes($"{sender}\n"), .. body]);

    private static string Hash(byte[] bytes) => $"sha256-{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
}
