using Imizu.Dashboard.Pages;
using Xunit;

namespace Imizu.Dashboard.Tests;

public sealed class FiguresTests
{
    [Theory]
    [InlineData("s", 0.0478, "47.8 ms")]
    [InlineData("s", 0, "0")]
    [InlineData("ms", 1500, "1.50 s")]
    [InlineData("By", 134217728, "128 MiB")]
    [InlineData("By", 12, "12 B")]
    [InlineData("{command}", 1480, "1480")]
    [InlineData("", 12_345, "12.3 k")]
    [InlineData("%", 7.5, "7.5 %")]
    [InlineData("s", double.NaN, "NaN s")]
    [InlineData("s", 1e13, "10000 G s")]
    public void A_figure_is_written_with_its_unit(string unit, double value, string written) => Assert.Equal(written, Figures.With(unit, value));
}
