using Xunit;

namespace Imizu.Benchmarks.Tests;

/// <summary>What is typed is what is measured.</summary>
public sealed class BenchmarkLineTests
{
    private static string Read(string line) => string.Join("; ", BenchmarkLine.Read(line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(wanted => $"{wanted.Benchmark.Name} {string.Join(' ', wanted.Numbers)}"));

    [Fact]
    public void Nothing_means_all_of_them() => Assert.Equal(Benchmark.All.Count, BenchmarkLine.Read([]).Count);

    [Theory]
    [InlineData("100000 1000000", "replay 100000 1000000")]
    [InlineData("replay 5", "replay 5")]
    [InlineData("intake", "intake 20000")]
    [InlineData("start", "start 0")]
    public void A_name_a_number_or_both(string line, string wanted) => Assert.Equal(wanted, Read(line));

    [Theory]
    [InlineData("rebuild", "no benchmark rebuild")]
    [InlineData("replay 0", "0 is no whole number")]
    [InlineData("replay 1e6", "1e6 is no whole number")]
    [InlineData("start 3", "start takes no number")]
    public void What_is_wrong_is_named_with_how_it_is_right(string line, string said)
    {
        var wrong = Assert.Throws<FormatException>(() => Read(line));
        Assert.Contains(said, wrong.Message);
        Assert.Contains("imizu bench [NAME] [NUMBER...]", wrong.Message);
    }
}
