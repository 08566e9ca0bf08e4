using System.Collections.Concurrent;
using Imizu.Contracts;
using Imizu.EventStreams.Totals;
using Imizu.Projection.Facts;
using Marten;

namespace Imizu.Projection.Journal;

/// <summary>The control totals of the journal's events per source, for comparison with the source's own.</summary>
public sealed class JournalTotals(IJournalStore store, EventJournal journal) : IDisposable
{
    private readonly Dictionary<string, ControlTotalsCache> _kept = EventSources.All.ToDictionary(source => source, source => new ControlTotalsCache(
        source, (after, upTo, limit, cancellationToken) => Next(store, after, upTo, limit, cancellationToken), cancellationToken => Erased(store, source, cancellationToken)));
    private readonly ConcurrentDictionary<string, (string Positions, ControlTotalsCache Totals)> _without = [];

    /// <inheritdoc cref="ControlTotalsCache.UpTo" />
    /// <param name="source">One of <see cref="EventSources.All"/>.</param>
    /// <remarks>At most up to the journal's head.</remarks>
    public async Task<ControlTotals> UpTo(string source, long upTo, bool isFresh, CancellationToken cancellationToken) =>
        await _kept[source].UpTo(Math.Min(upTo, (await journal.Head(source, cancellationToken)).Position), isFresh, cancellationToken);

    /// <summary>The same without texts that the source has erased since: the journal has yet to hear of it.</summary>
    public Task<ControlTotals> Without(string source, IReadOnlyList<ErasedTexts> erased, long upTo, CancellationToken cancellationToken)
    {
        // Kept, for a long history takes more than one comparison.
        var positions = string.Join(' ', erased.Select(entry => entry.Position));
        var without = _without.AddOrUpdate(source, _ => (positions, New()), (_, kept) => kept.Positions == positions ? kept : (positions, New()));
        return without.Totals.UpTo(upTo, isFresh: false, cancellationToken);

        ControlTotalsCache New() => new(
            source,
            async (after, last, limit, giveUp) => [.. (await Next(store, after, last, limit, giveUp)).Select(envelope =>
                erased.FirstOrDefault(entry => entry.Position == envelope.Position) is { } entry ? envelope with { Data = WrittenText.Erase(envelope.Data, entry.Members) } : envelope)],
            giveUp => Erased(store, source, giveUp));
    }

    public void Dispose()
    {
        foreach (var kept in _kept.Values.Concat(_without.Values.Select(without => without.Totals)))
        {
            kept.Dispose();
        }
    }

    private static async Task<IReadOnlyCollection<long>> Erased(IJournalStore store, string source, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return await session.QueryAsync<long>(Redactions.OfSource, cancellationToken, EventSources.NumberOf(source));
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
