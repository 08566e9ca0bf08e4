using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Imizu.Contracts;
using Imizu.EventStreams.Telemetry;
using MassTransit;

namespace Imizu.Projection.Journal;

/// <summary>The metrics of the journal: throughput, freshness of the figures, and failures.</summary>
public sealed class JournalMetrics : IReceiveObserver
{
    private readonly ConcurrentDictionary<string, long> _behind = [], _quarantined = [];
    private readonly Counter<long> _events, _filled, _duplicates, _notProjected, _deadLetters;
    private readonly Histogram<double> _freshness;
    private readonly TimeProvider _clock;

    public JournalMetrics(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        var meter = meters.Create(Tracing.Name);
        _events = meter.CreateCounter<long>("imizu.journal.events", "{event}", "Events appended to the journal, by source.");
        _filled = meter.CreateCounter<long>("imizu.journal.gaps_filled", "{event}", "Of these, events that were read from the feed because the broker had not delivered them.");
        _duplicates = meter.CreateCounter<long>("imizu.journal.duplicates", "{event}", "Duplicate events that were dropped.");
        _notProjected = meter.CreateCounter<long>("imizu.journal.not_counted", "{event}", "Events that are stored and not projected: their type is unknown or does not belong to the source, or their data is invalid.");
        _deadLetters = meter.CreateCounter<long>("imizu.journal.dead_letters", "{message}", "Messages that could not be consumed and were moved to the error queue.");
        _freshness = meter.CreateDuration("imizu.freshness", "From an event's recording to the figures that count it.");
        meter.CreateObservableGauge("imizu.journal.lag", () => Of(_behind), "{position}", "Positions that the journal is behind its source's feed.");
        meter.CreateObservableGauge(
            "imizu.journal.left_alone", () => Of(_quarantined), "{source}", "1 where the source is quarantined because its control totals differ from the journal's; 0 otherwise.");
    }

    public void Accepted(string source, JournalChain chain)
    {
        _duplicates.Add(chain.Duplicates, Source(source));
        _events.Add(chain.Contiguous.Count, Source(source));
        foreach (var envelope in chain.Contiguous)
        {
            _freshness.Record(Math.Max(0, (_clock.GetUtcNow() - envelope.Time).TotalSeconds), Source(source));
        }
    }

    public void Filled(string source, int events) => _filled.Add(events, Source(source));

    public void NotCounted(string source) => _notProjected.Add(1, Source(source));

    /// <summary>Sets the lag behind the feed, in positions.</summary>
    public void Behind(string source, long positions) => _behind[source] = Math.Max(0, positions);

    /// <summary>Sets whether a source is quarantined.</summary>
    public void Quarantined(string source, bool isSo) => _quarantined[source] = isSo ? 1 : 0;

    Task IReceiveObserver.ReceiveFault(ReceiveContext context, Exception exception)
    {
        _deadLetters.Add(1);
        return Task.CompletedTask;
    }

    Task IReceiveObserver.PreReceive(ReceiveContext context) => Task.CompletedTask;

    Task IReceiveObserver.PostReceive(ReceiveContext context) => Task.CompletedTask;

    Task IReceiveObserver.PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) => Task.CompletedTask;

    Task IReceiveObserver.ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) => Task.CompletedTask;

    private static IEnumerable<Measurement<long>> Of(IReadOnlyDictionary<string, long> values) =>
        values.Select(source => new Measurement<long>(source.Value, Source(source.Key)));

    private static KeyValuePair<string, object?> Source(string source) => new("imizu.event.source", source);
}
