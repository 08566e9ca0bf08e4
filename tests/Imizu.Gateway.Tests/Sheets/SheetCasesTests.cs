using System.Globalization;
using Imizu.Gateway.Sheets;
using Imizu.Gateway.Tallies;
using Imizu.Sheets;
using Xunit;

namespace Imizu.Gateway.Tests.Sheets;

/// <summary>Workbooks and CSV files as offices send them: a number that nobody meant is never read out of one.</summary>
public sealed class SheetCasesTests
{
    [Theory]
    [InlineData("all-good.xlsx", "2024-04-01 41, 2024-05-01 42, 2024-06-01 43")]
    [InlineData("percent-cell.xlsx", "2024-04-01 10.2, 2024-07-01 11, 2024-10-01 10.4, 2025-01-01 0.5")]
    [InlineData("hidden-first-sheet.xlsx", "2018-05-01 12")]
    [InlineData("filtered-rows.xlsx", "2009-04-01 31, 2009-05-01 32, 2009-06-01 33")]
    [InlineData("date1904.xlsx", "2025-04-01 51, 2025-05-01 52")]
    [InlineData("japanese-dates.xlsx", "2023-04-01 101, 2023-05-01 102, 2023-06-01 103, 2023-07-01 104, 2023-08-01 105, 2023-09-01 106, 2023-10-01 107, 2023-11-01 108, 2023-12-01 109, 2024-01-01 110, 2024-02-01 111, 2024-03-01 112")]
    [InlineData("merged-cells.xlsx", "2016-04-01 61, 2016-05-01 62, 2016-06-01 63")]
    [InlineData("title-row-above.xlsx", "2015-04-01 71, 2015-05-01 72")]
    [InlineData("total-row.xlsx", "2014-04-01 81, 2014-05-01 82, 2014-06-01 83, passed over")]
    [InlineData("formula-without-value.xlsx", "value, 2013-05-01 42")]
    [InlineData("full-width-and-thousands.xlsx", "2011-04-01 1234, 2011-05-01 1235, 2011-06-01 1236, 2011-07-01 15, 2011-08-01 16, 2011-09-01 17")]
    [InlineData("wareki-text.csv", "2024-07-01 121, 2024-08-01 122, 2024-09-01 123, 2024-10-01 124, 2019-11-01 125, 2019-04-01 126, 2010-04-01 127, from, from")]
    [InlineData("wave-dash-sjis.csv", "2024-04-01 131")]
    public void Each_row_is_read_as_it_is_shown_or_refused_by_its_field(string file, string rows)
    {
        Assert.Equal(rows, string.Join(", ", Read(file).Rows.Select(row => row switch
        {
            { Body: null } => "passed over",
            { Wrong: { } wrong } => wrong.Field,
            _ => Tally.Read(row.Body) is ({ } tally, _) ? $"{tally.From:yyyy-MM-dd} {tally.Value.ToString("0.###", CultureInfo.InvariantCulture)}" : Tally.Read(row.Body).Refusal!.Field,
        })));
    }

    [Theory]
    [InlineData("two-visible-sheets.xlsx", "「上半期」、「下半期」")]
    [InlineData("both-value-headings.xlsx", "「値」、「実績」")]
    public void What_could_mean_two_things_is_refused_as_a_whole(string file, string named) =>
        Assert.Contains(named, Assert.Throws<UnreadableSheetException>(() => Read(file)).Message, StringComparison.Ordinal);

    private static TallySheet Read(string file) =>
        TallySheet.Read(Path.GetExtension(file), File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Cases", file)));
}
