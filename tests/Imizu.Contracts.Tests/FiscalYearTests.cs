using System.Globalization;
using Xunit;

namespace Imizu.Contracts.Tests;

public sealed class FiscalYearTests
{
    [Theory]
    [InlineData("2024-03-31", 2023)]
    [InlineData("2024-04-01", 2024)]
    [InlineData("2024-12-31", 2024)]
    [InlineData("2025-01-01", 2024)]
    [InlineData("2025-03-31", 2024)]
    [InlineData("2025-04-01", 2025)]
    [InlineData("2024-02-29", 2023)]
    public void A_day_belongs_to_the_year_that_began_on_the_first_of_April(string day, int year) =>
        Assert.Equal(new FiscalYear(year), FiscalYear.Of(Day(day)));

    [Theory]
    [InlineData("2024-03-31", false)]
    [InlineData("2024-04-01", true)]
    [InlineData("2025-03-31", true)]
    [InlineData("2025-04-01", false)]
    public void A_year_holds_its_first_day_and_its_last(string day, bool held) => Assert.Equal(held, new FiscalYear(2024).Contains(Day(day)));

    [Fact]
    public void The_leap_day_is_in_the_year_before() => Assert.True(new FiscalYear(2023).Contains(Day("2024-02-29")));

    [Fact]
    public void A_year_begins_in_April_and_ends_in_March() =>
        Assert.Equal((Day("2024-04-01"), Day("2025-03-31")), (new FiscalYear(2024).StartsOn, new FiscalYear(2024).EndsOn));

    [Theory]
    [InlineData(1989, "平成元年度")]
    [InlineData(2018, "平成30年度")]
    [InlineData(2019, "令和元年度")]
    [InlineData(2020, "令和2年度")]
    [InlineData(2024, "令和6年度")]
    public void A_year_is_named_in_its_era(int year, string era) => Assert.Equal(era, new FiscalYear(year).Era);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2024", 2024)]
    [InlineData("令和6", 2024)]
    [InlineData("令和６年度", 2024)]
    [InlineData("令和元年度", 2019)]
    [InlineData("令和六年度", 2024)]
    [InlineData("Ｒ６", 2024)]
    [InlineData("二〇二四年度", 2024)]
    [InlineData("R6", 2024)]
    [InlineData("平成31年度", 2019)]
    [InlineData("H22", 2010)]
    [InlineData("令和", null)]
    [InlineData("元", null)]
    [InlineData("6", null)]
    [InlineData("平成99", null)]
    [InlineData("abc", null)]
    public void A_fiscal_year_is_read_as_people_write_it(string text, int? year) => Assert.Equal(year, FiscalYear.Parse(text)?.Year);
}
