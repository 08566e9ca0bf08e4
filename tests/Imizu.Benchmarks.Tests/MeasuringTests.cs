using Imizu.Benchmarks.Freshness;
using Imizu.Benchmarks.Results;
using Xunit;

namespace Imizu.Benchmarks.Tests;

/// <summary>What is measured is told rightly.</summary>
public sealed class MeasuringTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(100, 50, 99)]
    [InlineData(101, 51, 100)]
    [InlineData(1_000, 500, 990)]
    public void A_percentile_is_the_value_at_its_nearest_rank(int count, double half, double most)
    {
        var values = new Percentiles(Enumerable.Range(1, count).Reverse().Select(n => (double)n));
        Assert.Equal((1, half, most, count), (values.Lowest, values.P50, values.P99, values.Highest));
    }

    [Fact]
    public void Of_nothing_there_is_no_percentile() => Assert.Throws<ArgumentException>(() => new Percentiles([]));

    [Fact]
    public async Task An_entry_was_first_seen_in_the_look_that_had_as_many()
    {
        var counts = new Queue<int>([0, 2, 2, 5]);
        var sightings = new Sightings(_ => Task.FromResult(counts.Dequeue()));
        await sightings.Watch(5, Cancelled);
        Assert.Equal(sightings.At(1), sightings.At(2));
        Assert.True(sightings.At(2) < sightings.At(3));
        Assert.Equal(sightings.At(3), sightings.At(5));
    }

    [Fact]
    public void The_chart_says_in_words_what_it_draws()
    {
        var comparison = new Comparison("replay", "9 events", "s", new Bar(Role.Ours, "a replay", 2), new Bar(Role.Floor, "reading", 1)) { Aim = "within 4" };
        var chart = Chart.Of([comparison]).ToString();
        Assert.Equal(2, comparison.Times(comparison.Beside[0]));
        Assert.Contains("ours (a replay) 2.00 s; floor (reading) 1.00 s", chart);
        Assert.Contains("ours is 2.00 ×", chart);
        Assert.Contains("(aim: within 4)", chart);
    }
}
