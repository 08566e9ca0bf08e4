using Imizu.Dashboard.Telemetry;
using Xunit;

namespace Imizu.Dashboard.Tests;

public sealed class MetricStoreTests
{
    private static readonly Instrument Requests = new(new("consultation", "Some.Meter", "requests"), InstrumentKind.Counter, "", "");

    [Fact]
    public void Of_each_series_the_latest_points_are_kept()
    {
        var store = new MetricStore(maximumSeries: 10, pointsPerSeries: 2);

        store.Add(Enumerable.Range(0, 5).Select(second => new Measurement(Requests, "", new(Some.Noon.AddSeconds(second), second))));

        Assert.Equal([3.0, 4.0], Assert.Single(store.Series(Requests.Key, Some.Noon)).Points.Select(point => point.Value));
    }

    [Fact]
    public void Past_the_limit_a_new_series_is_passed_over_and_those_known_go_on()
    {
        var store = new MetricStore(maximumSeries: 1, pointsPerSeries: 10);

        store.Add([new(Requests, "a", new(Some.Noon, 1)), new(Requests, "b", new(Some.Noon, 1)), new(Requests, "a", new(Some.Noon, 2))]);

        var series = Assert.Single(store.Series(Requests.Key, Some.Noon));
        Assert.Equal(("a", 2), (series.Label, series.Points.Count));
    }
}
