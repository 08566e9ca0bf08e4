using System.Globalization;
using System.Text.RegularExpressions;

namespace Imizu.Contracts.Reading;

/// <summary>Numbers up to 99 in kanji, as dates have them: 六, 十, 十二, 三十一.</summary>
internal static partial class KanjiNumber
{
    private const string Digits = "〇一二三四五六七八九";

    /// <summary>The text with its numbers in kanji written in digits.</summary>
    public static string InDigits(string text) => Written().Replace(text, match =>
    {
        var (tens, unit) = (match.Groups["tens"].Value, match.Groups["unit"].Value);
        var number = (match.Groups["ten"].Success ? (tens.Length == 0 ? 1 : Digits.IndexOf(tens[0])) * 10 : 0) + (unit.Length == 0 ? 0 : Digits.IndexOf(unit[0]));
        return match.Groups["digits"].Success
            ? string.Concat(match.Value.Select(digit => (char)('0' + Digits.IndexOf(digit))))
            : number.ToString(CultureInfo.InvariantCulture);
    });

    // Two or more digits one after another are a year, such as 二〇二四.
    [GeneratedRegex("(?<digits>[〇一二三四五六七八九]{2,})|(?<tens>[一二三四五六七八九])?(?<ten>十)(?<unit>[一二三四五六七八九])?|(?<unit>[〇一二三四五六七八九])")]
    private static partial Regex Written();
}
