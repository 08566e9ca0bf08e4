namespace Imizu.Contracts;

/// <summary>A Japanese fiscal year (年度): 1 April to 31 March (Local Autonomy Act art. 208), named by the year it begins in.</summary>
/// <param name="Year">The calendar year that it begins in.</param>
public readonly record struct FiscalYear(int Year)
{
    /// <summary>Its first day, 1 April.</summary>
    public DateOnly StartsOn => new(Year, 4, 1);

    /// <summary>Its last day, 31 March.</summary>
    public DateOnly EndsOn => new(Year + 1, 3, 31);

    /// <summary>The year in the words of its era, such as 令和6年度; 元年度 for the first.</summary>
    public string Era => Year >= 2019 ? Named("令和", Year - 2018) : Named("平成", Year - 1988);

    /// <summary>The year that a day is in.</summary>
    public static FiscalYear Of(DateOnly date) => new(date.Month >= 4 ? date.Year : date.Year - 1);

    /// <summary>Whether a day is in it.</summary>
    public bool Contains(DateOnly date) => StartsOn <= date && date <= EndsOn;

    private static string Named(string era, int year) => year == 1 ? $"{era}元年度" : $"{era}{year}年度";
}
