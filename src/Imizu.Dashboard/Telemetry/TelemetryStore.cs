namespace Imizu.Dashboard.Telemetry;

/// <summary>All telemetry that is kept, and how often something has come in.</summary>
internal sealed class TelemetryStore(DashboardOptions options)
{
    private long _version;

    public TraceRing Traces { get; } = new(options.MaxTraces, options.MaxSpans);

    public LogRing Logs { get; } = new(options.MaxLogs);

    public MetricStore Metrics { get; } = new(options.MaxSeries, options.MaxPointsPerSeries);

    /// <summary>Grows with everything that comes in: a page that has seen this version has nothing new to draw.</summary>
    public long Version => Interlocked.Read(ref _version);

    public void Changed() => Interlocked.Increment(ref _version);
}
