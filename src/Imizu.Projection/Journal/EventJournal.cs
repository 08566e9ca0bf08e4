using System.Collections.Concurrent;
using System.Diagnostics;
using Imizu.Contracts;
using Imizu.EventStreams.Telemetry;
using Imizu.Projection.Facts;
using Marten;

namespace Imizu.Projection.Journal;

/// <summary>
/// The receiving end of the published events: per source gap-free and in order. Events, head and facts are committed together,
/// so that nothing is half counted.
/// </summary>
public sealed class EventJournal(IJournalStore store, JournalMetrics metrics, ILogger<EventJournal> logger, EventCatalog? known = null)
{
    /// <summary>More than a broker ever puts out of order; what is beyond comes from the feed.</summary>
    private const int MostEarly = 5_000;

    private readonly EventDecoder _decoder = new(known ?? EventCatalog.Published, metrics, logger);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new();
    private readonly ConcurrentDictionary<string, IReadOnlyList<EventEnvelope>> _early = new();
    private readonly ConcurrentDictionary<string, bool> _leftAlone = new();

    public async Task<JournalHead> Head(string source, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<JournalHead>(source, cancellationToken) ?? JournalHead.Of(source);
    }

    /// <summary>Whether events of a source have come of which the one before is missing.</summary>
    public bool IsWaiting(string source) => Early(source).Count > 0;

    /// <summary>Takes nothing more of a source, or follows it again; what has come too early by then may not be its own.</summary>
    public void LeaveAlone(string source, bool isSo)
    {
        _leftAlone[source] = isSo;
        _early.TryRemove(source, out _);
    }

    /// <summary>
    /// Takes what continues the journal. Of the rest, what is there already is dropped, and what came too early is kept in mind:
    /// the broker brings events nearly in order, and what is missing is most often in the next batch.
    /// </summary>
    public async Task<JournalChain> Accept(string source, IReadOnlyCollection<EventEnvelope> batch, CancellationToken cancellationToken)
    {
        var turn = _turns.GetOrAdd(source, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            await using var session = store.LightweightSession();
            var head = await session.LoadAsync<JournalHead>(source, cancellationToken) ?? JournalHead.Of(source);
            if (_leftAlone.GetValueOrDefault(source))
            {
                return new JournalChain(Run: [], Duplicates: 0, Beyond: []) { Head = head.Position };
            }
            var chain = JournalChain.After(head.Position, [.. Early(source), .. batch]);
            if (chain.Run.Count > 0)
            {
                await Append(session, head, chain.Run, cancellationToken);
            }
            _early[source] = chain.Beyond.Count <= MostEarly ? chain.Beyond : [];
            metrics.Accepted(source, chain);
            return chain;
        }
        finally
        {
            turn.Release();
        }
    }

    private IReadOnlyList<EventEnvelope> Early(string source) => _early.GetValueOrDefault(source, []);

    private async Task Append(IDocumentSession session, JournalHead head, IReadOnlyList<EventEnvelope> run, CancellationToken cancellationToken)
    {
        using var span = new BatchSpan("journal and count a batch", "journal and count", ActivityKind.Consumer, run);
        // The stream's version is the count: another instance that has gone on meanwhile makes this append fail.
        var next = new JournalHead(head.Id, run[^1].Position, head.Count + run.Count);
        if (head.Count == 0)
        {
            session.Events.StartStream(head.Id, run);
        }
        else
        {
            session.Events.Append(head.Id, next.Count, run);
        }
        session.Store(next);

        await session.BeginTransactionAsync(cancellationToken);
        var connection = session.Connection!;
        var generation = await FactGenerations.LiveUntilCommitted(connection, cancellationToken);
        var source = EventSources.NumberOf(head.Id);
        var retractions = new List<Retraction>();
        int? earliest = null;
        await using (var facts = await FactWriter.Begin(connection, generation, cancellationToken))
        {
            foreach (var envelope in run)
            {
                if (_decoder.Decoded(head.Id, envelope) is not { } happened)
                {
                    continue;
                }
                if (happened is EntryRetracted retraction)
                {
                    retractions.Add(new Retraction(source, retraction.EntryId, envelope.Time));
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
        await FactChanges.Note(connection, source, earliest, retractions.Count > 0, cancellationToken);
        await session.SaveChangesAsync(cancellationToken);
    }
}
