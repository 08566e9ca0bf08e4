using System.Globalization;
using System.Text;

namespace Imizu.Gateway.Tallies;

/// <summary>What others wrote, as it may be shown in a sentence of ours.</summary>
public static class Foreign
{
    private const int Most = 60;

    /// <summary>Not endless, and with nothing that turns lines or the order of reading; what cannot be seen is a question mark.</summary>
    public static string Shown(string text)
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
