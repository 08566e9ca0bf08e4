using System.Diagnostics.Metrics;

namespace Imizu.EventStreams.Telemetry;

/// <summary>How what is measured in seconds is told.</summary>
public static class Durations
{
    // The usual bounds are meant for milliseconds: by them all that takes under five seconds is said to take five.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600],
    };

    /// <summary>A distribution of durations, in seconds.</summary>
    public static Histogram<double> CreateDuration(this Meter meter, string name, string description) =>
        meter.CreateHistogram(name, "s", description, tags: null, Seconds);
}
