using System.Diagnostics.Metrics;
using Imizu.Contracts.Replays;
using Imizu.EventStreams.Telemetry;

namespace Imizu.Projection.Replay;

/// <summary>The metrics of replays.</summary>
internal sealed class ReplayMetrics
{
    private readonly Histogram<double> _duration;

    public ReplayMetrics(IMeterFactory meters, Func<ReplayStatus?> latest)
    {
        var meter = meters.Create(Tracing.Name);
        IEnumerable<Measurement<T>> Running<T>(Func<ReplayStatus, T> value)
            where T : struct => latest() is { IsOver: false } status ? [new(value(status))] : [];
        meter.CreateObservableGauge("imizu.replay.progress", () => Running(status => status.Total == 0 ? 0 : (double)status.Done / status.Total), "1", "Ratio of events applied.");
        meter.CreateObservableGauge("imizu.replay.rate", () => Running(status => status.EventsPerSecond), "{event}/s", "Events applied per second since the replay began.");
        meter.CreateObservableGauge("imizu.replay.differences", () => Running(status => status.Differences.Count), "{cell}", "Cells in which the replayed facts and the live ones differ.");
        _duration = meter.CreateDuration("imizu.replay.duration", "How long a replay took.");
    }

    public void Over(ReplayStatus status) => _duration.Record(
        status.Seconds, new KeyValuePair<string, object?>("imizu.replay.outcome", status.Phase.ToString()), new("imizu.replay.whole", status.Scope.IsWhole));
}
