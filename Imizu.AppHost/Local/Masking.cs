using System.Buffers;

namespace Imizu.AppHost.Local;

/// <summary>Hides known secrets wherever they occur in a text.</summary>
internal sealed class Masking
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
}
