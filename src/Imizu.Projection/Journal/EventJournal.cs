using System.Collections.Concurrent;
using System.Diagnostics;
using Imizu.Contracts;
using Imizu.EventStreams.Storage;
using Imizu.EventStreams.Telemetry;
using Imizu.Projection.Facts;
using Imizu.Projection.Replay;
using Marten;

namespace Imizu.Projection.Journal;

/// <summary>
/// Appends received events to the journal, per source in order and without gaps. Events, head and facts are committed in one transaction.
/// </summary>
public sealed class EventJournal(IJournalStore store, JournalMetrics metrics, ILogger<EventJournal> logger, EventCatalog? known = null)
{
    /// <summary>The maximum number of out-of-order events held in memory per source; beyond it they are read from the feed.</summary>
    private const int MaxOutOfOrder = 5_000;

    private readonly EventDecoder _decoder = new(known ?? EventCatalog.Published, metrics, logger);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _locks = new();
    private readonly ConcurrentDictionary<string, IReadOnlyList<EventEnvelope>> _outOfOrder = new();
    private readonly ConcurrentDictionary<string, bool> _quarantined = new();

    public async Task<JournalHead> Head(string source, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<JournalHead>(source, cancellationToken) ?? JournalHead.Of(source);
    }

    /// <summary>Whether out-of-order events of a source are held because an earlier one is missing.</summary>
    public bool IsWaiting(string source) => OutOfOrder(source).Count > 0;

    /// <summary>Stops or resumes taking events of a source, and discards its out-of-order events.</summary>
    public void Quarantine(string source, bool isSo)
    {
        _quarantined[source] = isSo;
        _outOfOrder.TryRemove(source, out _);
    }

    /// <summary>Appends the contiguous events of a batch, drops duplicates and holds out-of-order events until the missing ones arrive.</summary>
    public async Task<JournalChain> Accept(string source, IReadOnlyCollection<EventEnvelope> batch, CancellationToken cancellationToken)
    {
        var sourceLock = _locks.GetOrAdd(source, _ => new SemaphoreSlim(1));
        await sourceLock.WaitAsync(cancellationToken);
        try
        {
            await using var session = store.LightweightSession();
            var head = await session.LoadAsync<JournalHead>(source, cancellationToken) ?? JournalHead.Of(source);
            if (_quarantined.GetValueOrDefault(source))
            {
                return new JournalChain(Contiguous: [], Duplicates: 0, OutOfOrder: []) { Head = head.Position };
            }
            var chain = JournalChain.After(head.Position, [.. OutOfOrder(source), .. batch]);
            if (chain.Contiguous.Count > 0)
            {
                await Append(session, head, chain.Contiguous, cancellationToken);
            }
            _outOfOrder[source] = chain.OutOfOrder.Count <= MaxOutOfOrder ? chain.OutOfOrder : [];
            metrics.Accepted(source, chain);
            return chain;
        }
        finally
        {
            sourceLock.Release();
        }
    }

    private IReadOnlyList<EventEnvelope> OutOfOrder(string source) => _outOfOrder.GetValueOrDefault(source, []);

    private async Task Append(IDocumentSession session, JournalHead head, IReadOnlyList<EventEnvelope> contiguous, CancellationToken cancellationToken)
    {
        using var span = new BatchSpan("journal and count a batch", "journal and count", ActivityKind.Consumer, contiguous);
        var (batch, redactions) = Decode(head.Id, contiguous);
        // The stream's version is the count, so an append by another instance makes this one fail.
        var next = new JournalHead(head.Id, contiguous[^1].Position, head.Count + contiguous.Count);
        if (head.Count == 0)
        {
            session.Events.StartStream(head.Id, batch.Select(entry => entry.Envelope));
        }
        else
        {
            session.Events.Append(head.Id, next.Count, batch.Select(entry => entry.Envelope));
        }
        session.Store(next);

        await session.BeginBounded(cancellationToken);
        var connection = session.Connection!;
        var (generation, previous) = await Generations.Now(connection, cancellationToken, "for share");
        var source = EventSources.NumberOf(head.Id);
        var retractions = new List<Retraction>();
        int? earliest = null;
        await using (var facts = await FactWriter.Begin(connection, generation, cancellationToken))
        {
            foreach (var (envelope, happened) in batch)
            {
                if (happened is null)
                {
                    continue;
                }
                if (happened is EntryRetracted retraction)
                {
                    retractions.Add(Retraction.Of(source, retraction, envelope.Time, envelope.Actor));
                }
                foreach (var row in FactRow.Of(source, envelope, happened))
                {
                    facts.Write(row);
                    earliest = Math.Min(earliest ?? int.MaxValue, FactChanges.EarliestYear(row.Fact));
                }
            }
            await facts.Complete(cancellationToken);
        }
        await FactWriter.Retract(connection, generation, retractions, cancellationToken);
        await Redactions.Erase(connection, previous is { } kept ? [generation, kept] : [generation], redactions.Select(redaction => (head.Id, redaction)), cancellationToken);
        await FactChanges.Note(connection, source, earliest, retractions.Count > 0 || redactions.Count > 0, cancellationToken);
        await session.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The events of a batch, those that are redacted in the same batch without their texts; and the redactions.</summary>
    private (List<(EventEnvelope Envelope, object? Happened)> Batch, IReadOnlyList<TextRedacted> Redactions) Decode(string source, IReadOnlyList<EventEnvelope> contiguous)
    {
        List<(EventEnvelope Envelope, object? Happened)> batch = [.. contiguous.Select(envelope => (envelope, _decoder.Decoded(source, envelope)))];
        List<TextRedacted> redactions = [.. batch.Select(entry => entry.Happened).OfType<TextRedacted>()];
        foreach (var redaction in redactions)
        {
            if (batch.FindIndex(entry => entry.Envelope.Id == redaction.EntryId && entry.Envelope.Position == redaction.Position) is var at and >= 0)
            {
                var erased = batch[at].Envelope with { Data = WrittenText.Erase(batch[at].Envelope.Data, redaction.Members) };
                batch[at] = (erased, batch[at].Happened is null ? null : _decoder.Decoded(source, erased));
            }
        }
        return (batch, redactions);
    }
}
