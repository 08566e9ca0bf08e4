using Xunit;

namespace Imizu.Cli.Tests;

public sealed class JapanTimeTests
{
    [Theory]
    [InlineData("2025-03-31T17:00", "2025-03-31T08:00:00Z")]
    [InlineData("2025-03-31", "2025-03-30T15:00:00Z")]
    [InlineData("2025-03-31T17:00:00Z", "2025-03-31T17:00:00Z")]
    [InlineData("2025-03-31T17:00:00+09:00", "2025-03-31T08:00:00Z")]
    public void A_moment_without_an_offset_is_meant_in_Japan(string typed, string meant) =>
        Assert.Equal(DateTimeOffset.Parse(meant, System.Globalization.CultureInfo.InvariantCulture), JapanTime.Parse(typed));

    [Fact]
    public void What_is_no_moment_is_none() => Assert.Null(JapanTime.Parse("yesterday"));
}
