using System.Buffers;
using System.Text.RegularExpressions;

namespace Imizu.Dashboard.Resources;

/// <summary>Hides secrets: known values wherever they occur, and in environment variables whatever is called a password.</summary>
public sealed partial class Masking
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Mask = "•••";

    // A shorter one would be found in half of all lines.
    private const int ShortestSecret = 6;

    private readonly string[] _secrets;
    private readonly SearchValues<string> _any;

    /// <summary>Hides these values, and the way in which a URI writes them.</summary>
    public Masking(IEnumerable<string> secrets)
    {
        // The longest first, lest one that is part of another leave the rest of it standing.
        _secrets =
        [
            .. secrets.Where(secret => secret.Length >= ShortestSecret).SelectMany(secret => (string[])[secret, Uri.EscapeDataString(secret)])
                .Distinct().OrderByDescending(secret => secret.Length),
        ];
        _any = SearchValues.Create(_secrets, StringComparison.Ordinal);
    }

    /// <summary>The text with the known values hidden.</summary>
    public string Hide(string text)
    {
        // Nearly always there is none in it.
        if (!text.AsSpan().ContainsAny(_any))
        {
            return text;
        }

        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>An environment variable's value with its secrets hidden: all of it where its name says so, and passwords within connection strings.</summary>
    public string HideVariable(string name, string value)
    {
        if (value.Length == 0)
        {
            return value;
        }

        if (SecretNames().IsMatch(name))
        {
            return Mask;
        }

        value = InConnectionString().Replace(Hide(value), $"${{before}}{Mask}");
        return InUri().Replace(value, $"${{before}}{Mask}@");
    }

    [GeneratedRegex("PASS(WORD|WD|PHRASE)?$|PASSW|(?<!^|^OLD)PWD$|SECRET|TOKEN|CREDENTIAL|COOKIE|_AUTH$|_HEADERS$|_PAT$|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY", RegexOptions.IgnoreCase)]
    private static partial Regex SecretNames();

    // Quoted, a password may hold the sign that ends it otherwise.
    [GeneratedRegex("""(?<before>(?:password|pwd|psw|passfile|api-?key|x-otlp-api-key)\s*=\s*)(?:"[^"]*"|'[^']*'|[^;,]*)""", RegexOptions.IgnoreCase)]
    private static partial Regex InConnectionString();

    // Up to the last @ before the path: a password may hold one, though it shouldn't.
    [GeneratedRegex(@"(?<before>[a-z][a-z0-9+.-]*://[^/\s:@]*:)[^/\s]*@", RegexOptions.IgnoreCase)]
    private static partial Regex InUri();
}
