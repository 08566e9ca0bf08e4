using System.Globalization;
using System.Text.RegularExpressions;
using Imizu.Contracts.Reading;

namespace Imizu.Contracts;

/// <summary>A Japanese fiscal year (年度): 1 April to 31 March (Local Autonomy Act art. 208), named by the year it begins in.</summary>
/// <param name="Year">The calendar year that it begins in.</param>
public readonly partial record struct FiscalYear(int Year)
{
    private const int BeforeHeisei = 1988, BeforeReiwa = 2018;

    /// <summary>Its first day, 1 April.</summary>
    public DateOnly StartsOn => new(Year, 4, 1);

    /// <summary>Its last day, 31 March.</summary>
    public DateOnly EndsOn => new(Year + 1, 3, 31);

    /// <summary>The year in the words of its era, such as 令和6年度; 元年度 for the first.</summary>
    public string Era => Year > BeforeReiwa ? Named("令和", Year - BeforeReiwa) : Named("平成", Year - BeforeHeisei);

    /// <summary>A number of the year, such as R6-012: the twelfth of 令和6年度.</summary>
    public string Numbered(int number) => $"{(Year > BeforeReiwa ? $"R{Year - BeforeReiwa}" : $"H{Year - BeforeHeisei}")}-{number:000}";

    /// <summary>The year that a day is in.</summary>
    public static FiscalYear Of(DateOnly date) => new(date.Month >= 4 ? date.Year : date.Year - 1);

    /// <summary>The year that a text names: 2024, 令和6, 令和６年度, 令和六年度, 令和元年度, R6; 平成 and H likewise. Null where it names none.</summary>
    public static FiscalYear? Parse(string text)
    {
        var written = Written().Match(KanjiNumber.InDigits(FullWidth.Narrow(text)));
        if (!written.Success)
        {
            return null;
        }

        var year = written.Groups["year"].Value is "元" ? 1 : int.Parse(written.Groups["year"].Value, CultureInfo.InvariantCulture);
        return written.Groups["era"].Value switch
        {
            "" => year is >= 1900 and < 3000 ? new(year) : null,
            "平成" or "H" or "h" => year is >= 1 and <= BeforeReiwa - BeforeHeisei + 1 ? new(BeforeHeisei + year) : null,
            _ => year >= 1 && BeforeReiwa + year < 3000 ? new(BeforeReiwa + year) : null,
        };
    }

    /// <summary>Whether a day is in it.</summary>
    public bool Contains(DateOnly date) => StartsOn <= date && date <= EndsOn;

    [GeneratedRegex("^(?<era>令和|平成|R|H|r|h)?(?<year>[0-9]{1,4}|(?<=令和|平成)元)(年度?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Written();

    private static string Named(string era, int year) => year == 1 ? $"{era}元年度" : $"{era}{year}年度";
}
