namespace Imizu.Dashboard.Telemetry;

/// <summary>One curve: its name and its points.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Points">Its points, in the order of time.</param>
public sealed record Curve(string Name, IReadOnlyList<(DateTimeOffset Time, double Value)> Points);

/// <summary>What of an instrument's points is drawn.</summary>
internal static class Curves
{
    private const double Median = 0.5;
    private const double High = 0.95;

    /// <summary>The curves of one line of an instrument: what is, how fast a count grows, or a histogram's rate and percentiles.</summary>
    public static IReadOnlyList<Curve> Of(InstrumentKind kind, MetricSeries series) => kind switch
    {
        InstrumentKind.Counter => [PerSecond(series)],
        InstrumentKind.Histogram => [Percentile("p50", Median, series), Percentile("p95", High, series)],
        _ => [new("value", [.. series.Points.Select(point => (point.Time, point.Value))])],
    };

    /// <summary>How much a count grew in a second, between each point and the one before.</summary>
    public static Curve PerSecond(MetricSeries series) => new("per second",
    [
        .. from pair in series.Points.Zip(series.Points.Skip(1))
           let seconds = (pair.Second.Time - pair.First.Time).TotalSeconds
           where seconds > 0
           // A service that was started again counts from zero.
           let grown = pair.Second.Value >= pair.First.Value ? pair.Second.Value - pair.First.Value : pair.Second.Value
           select (pair.Second.Time, grown / seconds),
    ]);

    private static Curve Percentile(string name, double part, MetricSeries series) => new(name,
    [
        .. from pair in series.Points.Zip(series.Points.Skip(1))
           let value = Percentiles.Of(part, Percentiles.Between(pair.First.Counts, pair.Second.Counts), pair.Second.Bounds)
           where value is not null
           select (pair.Second.Time, value.Value),
    ]);
}
