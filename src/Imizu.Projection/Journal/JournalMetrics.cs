using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Imizu.Contracts;
using Imizu.EventStreams.Telemetry;
using MassTransit;

namespace Imizu.Projection.Journal;

/// <summary>What an operator sees of the journal: how much comes in, how fresh the figures are, and what went wrong on the way.</summary>
public sealed class JournalMetrics : IReceiveObserver
{
    private readonly ConcurrentDictionary<string, long> _behind = [], _leftAlone = [];
    private readonly Counter<long> _events, _filled, _duplicates, _passedOver, _deadLetters;
    private readonly Histogram<double> _freshness;
    private readonly TimeProvider _clock;

    public JournalMetrics(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        var meter = meters.Create(Tracing.Name);
        _events = meter.CreateCounter<long>("imizu.journal.events", "{event}", "Events taken in, by source.");
        _filled = meter.CreateCounter<long>("imizu.journal.gaps_filled", "{event}", "Of these, events that the broker did not bring and the feed did.");
        _duplicates = meter.CreateCounter<long>("imizu.journal.duplicates", "{event}", "Events that came again and were dropped.");
        _passedOver = meter.CreateCounter<long>("imizu.journal.not_counted", "{event}", "Events that are kept and not counted: this build does not know their type or cannot read them, or they are another source's.");
        _deadLetters = meter.CreateCounter<long>("imizu.journal.dead_letters", "{message}", "Messages that could not be read and were set aside.");
        _freshness = meter.CreateDuration("imizu.freshness", "From an event's recording to the figures that count it.");
        meter.CreateObservableGauge("imizu.journal.lag", () => Of(_behind), "{position}", "How many positions the journal is behind its source's feed.");
        meter.CreateObservableGauge(
            "imizu.journal.left_alone", () => Of(_leftAlone), "{source}", "1 where the source no longer has what the journal has of it, and nothing more of it is taken; 0 where it has.");
    }

    public void Accepted(string source, JournalChain chain)
    {
        _duplicates.Add(chain.Duplicates, Source(source));
        _events.Add(chain.Run.Count, Source(source));
        foreach (var envelope in chain.Run)
        {
            _freshness.Record(Math.Max(0, (_clock.GetUtcNow() - envelope.Time).TotalSeconds), Source(source));
        }
    }

    public void Filled(string source, int events) => _filled.Add(events, Source(source));

    public void NotCounted(string source) => _passedOver.Add(1, Source(source));

    /// <summary>How far the journal is from what the feed has.</summary>
    public void Behind(string source, long positions) => _behind[source] = Math.Max(0, positions);

    /// <summary>Whether nothing more of it is taken.</summary>
    public void LeftAlone(string source, bool isSo) => _leftAlone[source] = isSo ? 1 : 0;

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
