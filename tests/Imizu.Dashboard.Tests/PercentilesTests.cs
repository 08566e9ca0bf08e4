using Imizu.Dashboard.Telemetry;
using Xunit;

namespace Imizu.Dashboard.Tests;

public sealed class PercentilesTests
{
    private static readonly double[] Bounds = [10, 20, 50];

    [Theory]
    [InlineData(0.5, 15)]
    [InlineData(0.25, 10)]
    [InlineData(1.0, 50)]
    public void A_percentile_lies_in_its_bucket_in_proportion(double part, double expected) =>
        Assert.Equal(expected, Percentiles.Of(part, [1, 2, 1, 0], Bounds)!.Value, 6);

    [Fact]
    public void Above_the_last_bound_nothing_more_can_be_said_than_that() => Assert.Equal(50, Percentiles.Of(0.95, [0, 0, 0, 7], Bounds));

    [Fact]
    public void Of_nothing_there_is_no_percentile() => Assert.Null(Percentiles.Of(0.5, [0, 0, 0, 0], Bounds));

    [Fact]
    public void Between_two_points_only_what_came_between_counts() => Assert.Equal([1UL, 0, 3], Percentiles.Between([4, 2, 0], [5, 2, 3]));

    [Fact]
    public void A_count_that_fell_began_anew() => Assert.Equal([1UL, 0, 3], Percentiles.Between([4, 2, 0], [1, 0, 3]));

    [Fact]
    public void A_count_is_drawn_as_how_fast_it_grew()
    {
        var series = new MetricSeries("", [new(Some.Noon, 100), new(Some.Noon.AddSeconds(5), 110), new(Some.Noon.AddSeconds(10), 5)]);

        Assert.Equal([2.0, 1.0], Curves.PerSecond(series).Points.Select(point => point.Value));
    }
}
