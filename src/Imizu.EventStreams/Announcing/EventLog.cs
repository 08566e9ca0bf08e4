using Imizu.EventStreams.Storage;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;

namespace Imizu.EventStreams.Announcing;

/// <summary>Reads the service's events in the order of their sequence numbers; Marten's tombstones, which mark failed appends, are skipped.</summary>
public static class EventLog
{
    internal const string TombstoneStream = "mt_tombstone";

    public static bool IsEvent(this IEvent stored) => stored.StreamKey != TombstoneStream;

    /// <summary>Marten's high-water mark: the sequence number below which no event can appear any more.</summary>
    public static async Task<long> HighWater(this IDocumentStore store, CancellationToken cancellationToken) =>
        (await store.Advanced.AllProjectionProgress(token: cancellationToken))
            .FirstOrDefault(shard => shard.ShardName == ShardState.HighWaterMark)?.Sequence ?? 0;

    /// <summary>The sequence number of the last event at or before a position; 0 where there is none.</summary>
    public static async Task<long> LastPositionUpTo(this IQuerySession session, long position, CancellationToken cancellationToken) =>
        (await session.QueryAsync<long>(
            $"select coalesce(max(seq_id), 0) from {Schema(session)}.mt_events where seq_id <= ? and stream_id <> '{TombstoneStream}'",
            cancellationToken, position)).Single();

    /// <summary>The next events after a position, up to the high-water mark; they end before one that cannot be read.</summary>
    /// <exception cref="UnreadableEventException">The next one cannot be read.</exception>
    public static async Task<IReadOnlyList<IEvent>> EventsAfter(
        this IQuerySession session, long after, long highWater, int limit, CancellationToken cancellationToken)
    {
        try
        {
            return await session.AllEventsAfter(after, highWater, limit, cancellationToken);
        }
        catch (UnreadableEventException e)
        {
            var before = await session.AllEventsAfter(after, e.Position - 1, limit, cancellationToken);
            if (before.Count > 0)
            {
                return before;
            }
            throw;
        }
    }

    /// <inheritdoc cref="EventsAfter" />
    /// <exception cref="UnreadableEventException">One of them cannot be read.</exception>
    public static Task<IReadOnlyList<IEvent>> AllEventsAfter(
        this IQuerySession session, long after, long highWater, int limit, CancellationToken cancellationToken) =>
        session.NamingUnreadable(
            () => session.Events.QueryAllRawEvents().Where(e => e.Sequence > after && e.Sequence <= highWater && e.StreamKey != TombstoneStream)
                .OrderBy(e => e.Sequence).Take(limit).ToListAsync(cancellationToken),
            "seq_id > ?", after, cancellationToken);

    private static string Schema(IQuerySession session) => session.DocumentStore.Options.Events.DatabaseSchemaName;
}
