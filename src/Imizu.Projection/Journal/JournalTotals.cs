using Imizu.Contracts;
using Imizu.EventStreams.Totals;
using Marten;

namespace Imizu.Projection.Journal;

/// <summary>The control totals of the journal's events per source, for comparison with the source's own.</summary>
public sealed class JournalTotals(IJournalStore store, EventJournal journal) : IDisposable
{
    private readonly Dictionary<string, ControlTotalsCache> _kept =
        EventSources.All.ToDictionary(source => source, source => new ControlTotalsCache(source, (after, upTo, limit, cancellationToken) =>
            Next(store, after, upTo, limit, cancellationToken)));

    /// <inheritdoc cref="ControlTotalsCache.UpTo" />
    /// <param name="source">One of <see cref="EventSources.All"/>.</param>
    /// <remarks>At most up to the journal's head.</remarks>
    public async Task<ControlTotals> UpTo(string source, long upTo, bool isFresh, CancellationToken cancellationToken) =>
        await _kept[source].UpTo(Math.Min(upTo, (await journal.Head(source, cancellationToken)).Position), isFresh, cancellationToken);

    public void Dispose()
    {
        foreach (var kept in _kept.Values)
        {
            kept.Dispose();
        }
    }

    /// <summary>
    /// The journal has a source's events in a stream of its own, without gap: the stream's version is their count. Where somebody has
    /// deleted one all the same, the next page begins too early, and what is counted already is passed over.
    /// </summary>
    private static async Task<IReadOnlyList<EventEnvelope>> Next(
        IJournalStore store, ControlTotals after, long upTo, int limit, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        var events = await session.Events.QueryAllRawEvents().Where(e => e.StreamKey == after.Source && e.Version > after.Count)
            .OrderBy(e => e.Version).Take(limit).ToListAsync(cancellationToken);
        return [.. events.Select(e => (EventEnvelope)e.Data)
            .SkipWhile(envelope => envelope.Position <= after.Position).TakeWhile(envelope => envelope.Position <= upTo)];
    }
}
