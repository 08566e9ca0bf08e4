using Xunit;

namespace Imizu.Cli.Tests;

public sealed class JapanTimeTests
{
    [Theory]
    [InlineData("2025-03-31T17:00", "2025-03-31T08:00:00Z")]
    [InlineData("2025-03-31T17:00:00Z", "2025-03-31T17:00:00Z")]
    [InlineData("2025-03-31T17:00:00+09:00", "2025-03-31T08:00:00Z")]
    public void A_moment_without_an_offset_is_meant_in_Japan(string typed, string meant) =>
        Assert.Equal(DateTimeOffset.Parse(meant, System.Globalization.CultureInfo.InvariantCulture), JapanTime.Parse(typed));

    [Theory]
    [InlineData("2025-03-31")]
    [InlineData("令和7年3月31日")]
    public void A_day_means_its_end_in_Japan(string typed)
    {
        var moment = JapanTime.Parse(typed)!.Value;
        Assert.True(moment < DateTimeOffset.Parse("2025-04-01T00:00:00+09:00", System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(moment > DateTimeOffset.Parse("2025-03-31T23:59:59+09:00", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("04/05/2025")]
    [InlineData("17:00")]
    public void What_is_no_moment_or_could_be_two_is_none(string typed) => Assert.Null(JapanTime.Parse(typed));
}
