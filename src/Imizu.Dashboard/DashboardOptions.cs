namespace Imizu.Dashboard;

/// <summary>
/// How the dashboard listens and how much it keeps. The limits and, where they are to be fixed, the ports are settings of
/// the host: <c>Dashboard:Port</c>, <c>Dashboard:OtlpGrpcPort</c>, <c>Dashboard:OtlpHttpPort</c>, <c>Dashboard:MaxTraces</c>, ….
/// </summary>
public sealed class DashboardOptions
{
    /// <summary>Where the pages are, on loopback.</summary>
    public int Port { get; set; }

    /// <summary>Where OTLP over gRPC comes in, on loopback.</summary>
    public int OtlpGrpcPort { get; set; }

    /// <summary>Where OTLP over HTTP comes in, on loopback.</summary>
    public int OtlpHttpPort { get; set; }

    /// <summary>What a browser must know to be let in.</summary>
    public string Token { get; set; } = "";

    /// <summary>What a service must know to hand in telemetry, as the header <c>x-otlp-api-key</c>.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Where telemetry goes instead, if somebody has named another receiver.</summary>
    public string? TelemetryGoesTo { get; set; }

    /// <summary>The most traces that are kept.</summary>
    public int MaxTraces { get; set; } = 10_000;

    /// <summary>The most spans that are kept, of all traces together.</summary>
    public int MaxSpans { get; set; } = 50_000;

    /// <summary>The most log entries that are kept.</summary>
    public int MaxLogs { get; set; } = 10_000;

    /// <summary>The most lines of figures that are kept.</summary>
    public int MaxSeries { get; set; } = 4_000;

    /// <summary>The most points of one line; at one in five seconds, 180 are a quarter of an hour.</summary>
    public int MaxPointsPerSeries { get; set; } = 180;
}
