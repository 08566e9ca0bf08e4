using System.Diagnostics.Metrics;

namespace Imizu.EventStreams.Telemetry;

/// <summary>Creates duration histograms.</summary>
public static class Durations
{
    // The default bucket boundaries are meant for milliseconds: in seconds, all values below five would fall into one bucket.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600],
    };

    /// <summary>A histogram of durations in seconds, with buckets from 10 ms to an hour.</summary>
    public static Histogram<double> CreateDuration(this Meter meter, string name, string description) =>
        meter.CreateHistogram(name, "s", description, tags: null, Seconds);
}
