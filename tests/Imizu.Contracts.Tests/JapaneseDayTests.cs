using System.Globalization;
using Imizu.Contracts.Reading;
using Xunit;

namespace Imizu.Contracts.Tests;

public sealed class JapaneseDayTests
{
    [Theory]
    [InlineData("2024-05-01", "2024-05-01")]
    [InlineData("2024-5-1", "2024-05-01")]
    [InlineData("2024/05/01", "2024-05-01")]
    [InlineData("2024.5.1", "2024-05-01")]
    [InlineData("2024年5月1日", "2024-05-01")]
    [InlineData("２０２４年５月１日", "2024-05-01")]
    [InlineData("２０２４－０５－０１", "2024-05-01")]
    [InlineData("２０２４／５／１", "2024-05-01")]
    [InlineData("令和6年5月1日", "2024-05-01")]
    [InlineData("令和６年５月１日", "2024-05-01")]
    [InlineData("令和 6 年 5 月 1 日", "2024-05-01")]
    [InlineData("令和六年五月一日", "2024-05-01")]
    [InlineData("令和六年十二月三十一日", "2024-12-31")]
    [InlineData("令和十年十月十日", "2028-10-10")]
    [InlineData("二〇二四年五月二十日", "2024-05-20")]
    [InlineData("R6.5.1", "2024-05-01")]
    [InlineData("R6.5.1.", "2024-05-01")]
    [InlineData("R06.05.01", "2024-05-01")]
    [InlineData("r6/5/1", "2024-05-01")]
    [InlineData("Ｒ６．５．１", "2024-05-01")]
    [InlineData("令和元年5月1日", "2019-05-01")]
    [InlineData("平成31年4月30日", "2019-04-30")]
    [InlineData("H22.4.1", "2010-04-01")]
    [InlineData("昭和64年1月7日", "1989-01-07")]
    [InlineData("令和6年2月29日", "2024-02-29")]
    public void A_day_is_read_as_people_write_it(string text, string day)
    {
        Assert.True(JapaneseDay.TryRead(text, out var read, out var because), because);
        Assert.Equal(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), read);
    }

    [Theory]
    [InlineData("令和6年2月30日", "暦にない日です")]
    [InlineData("2024-13-01", "暦にない日です")]
    [InlineData("0000-01-01", "暦にない日です")]
    [InlineData("令和元年4月30日", "令和は 2019-05-01 から")]
    [InlineData("平成31年5月1日", "平成は 1989-01-08 から 2019-04-30 まで")]
    [InlineData("令和0年5月1日", "という日はありません")]
    [InlineData("昭和64年1月8日", "という日はありません")]
    [InlineData("6年5月1日", "元号か西暦の年がありません")]
    [InlineData("5月1日", "元号か西暦の年がありません")]
    [InlineData("6.5.1", "元号か西暦の年がありません")]
    [InlineData("4/5/2025", "4/5/2025 は月と日が分かりません")]
    [InlineData("05/01/2024", "月と日が分かりません")]
    [InlineData("令和6年", "日まで入れてください")]
    [InlineData("2024-05", "日まで入れてください")]
    [InlineData("2024", "日まで入れてください")]
    [InlineData("2024-5/1", "日付として読めません")]
    [InlineData("2024-05-01T00:00:00", "日付として読めません")]
    [InlineData("2024/5/1 5", "日付として読めません")]
    [InlineData("٢٠٢٤-05-01", "日付として読めません")]
    [InlineData("きのう", "日付として読めません")]
    [InlineData("45413", "日付として読めません")]
    [InlineData("", "日付として読めません")]
    public void What_is_no_day_or_could_be_two_is_refused_in_words(string text, string words)
    {
        Assert.False(JapaneseDay.TryRead(text, out _, out var because));
        Assert.Contains(words, because, StringComparison.Ordinal);
    }
}
