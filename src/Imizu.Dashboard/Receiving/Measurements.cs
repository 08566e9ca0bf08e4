using Imizu.Dashboard.Protocol;
using Imizu.Dashboard.Telemetry;

namespace Imizu.Dashboard.Receiving;

/// <summary>Reads figures off the protocol.</summary>
internal static class Measurements
{
    // A service that sends what has come about since the last time, instead of since its start, is read wrongly
    // otherwise; those of .NET send the latter unless they are told to.
    private const int Delta = 1;

    public static IEnumerable<Measurement> In(ExportMetricsServiceRequest request, Decoding decoding) =>
        from resource in request.ResourceMetrics
        let name = decoding.ResourceName(resource.Resource)
        from scope in resource.ScopeMetrics
        from metric in scope.Metrics
        from measurement in Of(new InstrumentKey(name, Decoding.Once(scope.Scope?.Name ?? ""), Decoding.Once(metric.Name)), metric, decoding)
        select measurement;

    private static IEnumerable<Measurement> Of(InstrumentKey key, Metric metric, Decoding decoding)
    {
        Instrument Instrument(InstrumentKind kind) => new(key, kind, metric.Unit, metric.Description);
        return metric.DataCase switch
        {
            Metric.DataOneofCase.Gauge => Numbers(Instrument(InstrumentKind.Gauge), metric.Gauge.DataPoints, decoding),
            Metric.DataOneofCase.Sum when metric.Sum.AggregationTemporality != Delta =>
                Numbers(Instrument(metric.Sum.IsMonotonic ? InstrumentKind.Counter : InstrumentKind.UpDown), metric.Sum.DataPoints, decoding),
            Metric.DataOneofCase.Histogram when metric.Histogram.AggregationTemporality != Delta =>
                Histograms(Instrument(InstrumentKind.Histogram), metric.Histogram.DataPoints, decoding),
            _ => [],
        };
    }

    private static IEnumerable<Measurement> Numbers(Instrument instrument, IEnumerable<NumberDataPoint> points, Decoding decoding) =>
        points.Select(point => new Measurement(instrument, decoding.Label(point.Attributes), new MetricPoint(
            Decoding.Moment(point.TimeUnixNano),
            point.ValueCase is NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble)));

    private static IEnumerable<Measurement> Histograms(Instrument instrument, IEnumerable<HistogramDataPoint> points, Decoding decoding) =>
        points.Select(point => new Measurement(instrument, decoding.Label(point.Attributes), new MetricPoint(
            Decoding.Moment(point.TimeUnixNano), point.Count)
        {
            Counts = [.. point.BucketCounts],
            Bounds = [.. point.ExplicitBounds],
        }));
}
