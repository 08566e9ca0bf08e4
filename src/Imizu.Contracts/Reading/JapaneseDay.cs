using System.Globalization;
using System.Text.RegularExpressions;

namespace Imizu.Contracts.Reading;

/// <summary>
/// Reads a day as people in a Japanese office write it: 2024-05-01, 2024/5/1, 2024年5月1日, 令和6年5月1日, 令和六年五月一日, 令和元年, R6.5.1, in full-width
/// letters too. What could be read in two ways is not read.
/// </summary>
public static partial class JapaneseDay
{
    private const string Example = "2024-04-01 か 令和6年4月1日 の形にしてください。";

    /// <summary>The eras, each with its first and last day (Era Name Act, and the orders made under it).</summary>
    private static readonly (string Name, string Letter, DateOnly First, DateOnly Last)[] Eras =
    [
        ("令和", "R", new(2019, 5, 1), DateOnly.MaxValue),
        ("平成", "H", new(1989, 1, 8), new(2019, 4, 30)),
        ("昭和", "S", new(1926, 12, 25), new(1989, 1, 7)),
    ];

    /// <summary>Reads a day.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="day">The day.</param>
    /// <param name="because">Why it is none, and what to write instead, in Japanese; empty where it is one.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryRead(string text, out DateOnly day, out string because)
    {
        day = default;
        var written = KanjiNumber.InDigits(FullWidth.Narrow(text).ToUpperInvariant());
        if (Western().Match(written) is { Success: true } western)
        {
            return TryMake(Number(western, "year"), western, out day, out because);
        }
        if (InEra().Match(written) is { Success: true } japanese)
        {
            var era = Array.Find(Eras, era => era.Name == japanese.Groups["era"].Value || era.Letter == japanese.Groups["era"].Value);
            if (!TryMake(era.First.Year - 1 + (japanese.Groups["year"].Value == "元" ? 1 : Number(japanese, "year")), japanese, out day, out because))
            {
                return false;
            }
            if (day >= era.First && day <= era.Last && japanese.Groups["year"].Value.TrimStart('0').Length > 0)
            {
                return true;
            }
            (day, because) = (default, $"{text.Trim()} という日はありません。{era.Name}は {era.First:yyyy-MM-dd} から{(era.Last == DateOnly.MaxValue ? "" : $" {era.Last:yyyy-MM-dd} まで")}です。");
            return false;
        }
        because = YearLast().IsMatch(written) ? $"{text.Trim()} は月と日が分かりません。{Example}"
            : WithoutEra().IsMatch(written) ? $"元号か西暦の年がありません。{Example}"
            : WithoutDay().IsMatch(written) ? $"日まで入れてください。{Example}"
            : $"日付として読めません。{Example}";
        return false;
    }

    private static bool TryMake(int year, Match match, out DateOnly day, out string because)
    {
        var (month, dayOfMonth) = (Number(match, "month"), Number(match, "day"));
        var exists = year is >= 1 and <= 9999 && month is >= 1 and <= 12 && dayOfMonth >= 1 && dayOfMonth <= DateTime.DaysInMonth(year, month);
        (day, because) = exists ? (new DateOnly(year, month, dayOfMonth), "") : (default, $"暦にない日です。{Example}");
        return exists;
    }

    private static int Number(Match match, string part) => int.Parse(match.Groups[part].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<year>[0-9]{4})(?:年(?<month>[0-9]{1,2})月(?<day>[0-9]{1,2})日|(?<between>[-/.])(?<month>[0-9]{1,2})\k<between>(?<day>[0-9]{1,2}))$")]
    private static partial Regex Western();

    [GeneratedRegex(@"^(?<era>令和|平成|昭和|[RHS])(?<year>元|[0-9]{1,2})(?:年(?<month>[0-9]{1,2})月(?<day>[0-9]{1,2})日|(?<between>[-/.])(?<month>[0-9]{1,2})\k<between>(?<day>[0-9]{1,2})\.?)$")]
    private static partial Regex InEra();

    [GeneratedRegex(@"^[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}$")]
    private static partial Regex YearLast();

    [GeneratedRegex(@"^(元|[0-9]{1,2})[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?$|^[0-9]{1,2}月[0-9]{1,2}日$")]
    private static partial Regex WithoutEra();

    [GeneratedRegex(@"^((令和|平成|昭和|[RHS])(元|[0-9]{1,2})|[0-9]{4})([-/.年]([0-9]{1,2}月?)?)?$")]
    private static partial Regex WithoutDay();
}
