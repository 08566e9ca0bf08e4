using System.Diagnostics.Metrics;
using Imizu.Contracts;
using Imizu.EventStreams.Storage;

namespace Imizu.EventStreams.Telemetry;

/// <summary>The metrics of a recording service: commands by outcome, recorded events, and the lag of announcing.</summary>
public sealed class RecordingMetrics
{
    private readonly Counter<long> _commands, _events;
    private readonly Histogram<double> _delay;
    private readonly TimeProvider _clock;
    private long _waitingSince;

    public RecordingMetrics(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        var meter = meters.Create(Tracing.Name);
        _commands = meter.CreateCounter<long>("imizu.commands", "{command}", "Commands, by outcome.");
        _events = meter.CreateCounter<long>("imizu.events.recorded", "{event}", "Events recorded, by type.");
        _delay = meter.CreateDuration("imizu.announcing.delay", "From an event's recording to the broker's confirm.");
        meter.CreateObservableGauge("imizu.announcing.lag", Lag, "s", "Age of the oldest event that is not announced yet; 0 where there is none.");
    }

    public void RecordOutcome(Outcome outcome)
    {
        _commands.Add(1, new KeyValuePair<string, object?>("imizu.outcome", outcome.GetType().Name));
        if (outcome is Outcome.Recorded { Replayed: false } recorded)
        {
            foreach (var entry in recorded.Answer.Entries)
            {
                _events.Add(1, new KeyValuePair<string, object?>("imizu.event.type", entry.Type));
            }
        }
    }

    public void Announcing(IReadOnlyList<EventEnvelope> window) => Volatile.Write(ref _waitingSince, window[0].Time.UtcTicks);

    public void Announced(IReadOnlyList<EventEnvelope> window)
    {
        Volatile.Write(ref _waitingSince, 0);
        foreach (var envelope in window)
        {
            _delay.Record(Age(envelope.Time.UtcTicks));
        }
    }

    /// <summary>Sets when the oldest event was recorded that is not announced yet, as the database has it; null where there is none.</summary>
    public void Waiting(DateTimeOffset? recorded) => Volatile.Write(ref _waitingSince, recorded?.UtcTicks ?? 0);

    private double Lag() => Volatile.Read(ref _waitingSince) is > 0 and var since ? Age(since) : 0;

    private double Age(long ticks) => Math.Max(0, TimeSpan.FromTicks(_clock.GetUtcNow().UtcTicks - ticks).TotalSeconds);
}
