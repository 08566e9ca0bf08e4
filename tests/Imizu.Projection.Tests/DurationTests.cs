using System.Diagnostics.Metrics;
using Imizu.EventStreams.Telemetry;
using Imizu.Projection.Journal;
using Imizu.Projection.Replay;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Imizu.Projection.Tests;

/// <summary>The buckets of duration histograms.</summary>
public sealed class DurationTests
{
    [Fact]
    public void Duration_histograms_distinguish_values_under_a_second()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        var durations = new Dictionary<string, IReadOnlyList<double>>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument is Histogram<double> duration && instrument.Meter.Scope == meters)
                {
                    durations[duration.Name] = duration.Advice?.HistogramBucketBoundaries ?? [];
                }
            },
        };
        listener.Start();

        _ = new RecordingMetrics(meters, TimeProvider.System);
        _ = new JournalMetrics(meters, TimeProvider.System);
        _ = new ReplayMetrics(meters, () => null);

        Assert.Equal(["imizu.announcing.delay", "imizu.freshness", "imizu.replay.duration"], durations.Keys.Order());
        Assert.All(durations.Values, bounds => Assert.True(bounds.Count(bound => bound < 1) >= 5));
    }
}
