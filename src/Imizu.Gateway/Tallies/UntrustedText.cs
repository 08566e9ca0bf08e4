using System.Globalization;
using System.Text;

namespace Imizu.Gateway.Tallies;

/// <summary>Makes untrusted text safe to include in a message.</summary>
public static class UntrustedText
{
    private const int Most = 60;

    /// <summary>Truncates the text and replaces control, format and bidirectional characters by question marks.</summary>
    public static string Sanitize(string text)
    {
        var shown = new StringBuilder();
        foreach (var character in text.EnumerateRunes())
        {
            if (shown.Length >= Most)
            {
                return shown.Append('…').ToString();
            }
            shown.Append(Rune.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate ? "?" : character.ToString());
        }
        return shown.Length == 0 ? "（空）" : shown.ToString();
    }
}
