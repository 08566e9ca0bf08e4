using System.Text.RegularExpressions;

namespace Imizu.Dashboard.Resources;

/// <summary>Hides secrets in the values of environment variables: whole values, and passwords within connection strings.</summary>
internal static partial class Masking
{
    public const string Mask = "●●●●●●";
    private const int ShortestSecret = 6;

    /// <summary>The value with its secrets hidden.</summary>
    /// <param name="name">The variable's name, which may say that all of it is secret.</param>
    /// <param name="value">The variable's value.</param>
    /// <param name="secrets">Values known to be secret.</param>
    public static string Hide(string name, string value, IEnumerable<string> secrets)
    {
        if (value.Length == 0)
        {
            return value;
        }

        if (SecretNames().IsMatch(name))
        {
            return Mask;
        }

        // The longest first, lest one that is part of another leave the rest of it standing.
        foreach (var secret in secrets.Where(secret => secret.Length >= ShortestSecret).OrderByDescending(secret => secret.Length))
        {
            value = value.Replace(secret, Mask, StringComparison.Ordinal);
        }

        value = InConnectionString().Replace(value, $"${{before}}{Mask}");
        return InUri().Replace(value, $"${{before}}{Mask}@");
    }

    [GeneratedRegex("PASS(WORD|WD|PHRASE)?$|PASSW|PWD$|SECRET|TOKEN|CREDENTIAL|COOKIE|_AUTH$|_PAT$|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY", RegexOptions.IgnoreCase)]
    private static partial Regex SecretNames();

    // Quoted, a password may hold the sign that ends it otherwise.
    [GeneratedRegex("""(?<before>(?:password|pwd|psw|passfile|api-?key|x-otlp-api-key)\s*=\s*)(?:"[^"]*"|'[^']*'|[^;,]*)""", RegexOptions.IgnoreCase)]
    private static partial Regex InConnectionString();

    // Up to the last @ before the path: a password may hold one, though it shouldn't.
    [GeneratedRegex(@"(?<before>[a-z][a-z0-9+.-]*://[^/\s:@]*:)[^/\s]*@", RegexOptions.IgnoreCase)]
    private static partial Regex InUri();
}
