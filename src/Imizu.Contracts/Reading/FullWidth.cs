using System.Text.RegularExpressions;

namespace Imizu.Contracts.Reading;

/// <summary>Full-width letters, digits and signs, as Japanese input methods write them, in the narrow forms that mean the same.</summary>
public static partial class FullWidth
{
    private const char First = '！', Last = '～';
    private const int Shift = First - '!';

    /// <summary>A date or a number in narrow forms, without spaces but between two digits, which are two numbers.</summary>
    public static string Narrow(string text) => string.Concat(Spaces().Replace(text, "").Select(letter => letter switch
    {
        'ー' or 'ｰ' => '-',
        '。' => '.',
        _ => IsDash(letter) ? '-' : Narrow(letter),
    }));

    /// <summary>A letter in its narrow form; one that has none as it is.</summary>
    public static char Narrow(char letter) => letter is >= First and <= Last ? (char)(letter - Shift) : letter;

    /// <summary>A text with its digits in the full-width forms that titles are printed in.</summary>
    public static string WithWideDigits(string text) => string.Concat(text.Select(letter => char.IsAsciiDigit(letter) ? (char)(letter + Shift) : letter));

    /// <summary>Whether it is one of the hyphens, dashes and minus signs that look alike.</summary>
    public static bool IsDash(char letter) => letter is '-' or '－' or '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' or '─';

    [GeneratedRegex(@"(?<![0-9０-９])\s+|\s+(?![0-9０-９])")]
    private static partial Regex Spaces();
}
