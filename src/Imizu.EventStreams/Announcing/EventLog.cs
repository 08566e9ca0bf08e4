using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;

namespace Imizu.EventStreams.Announcing;

/// <summary>
/// All events of this service in the order of their positions. Where an append failed, Marten puts a tombstone in the place of
/// what did not come about; that is no event, and is passed over here and by whoever reads on.
/// </summary>
public static class EventLog
{
    private const string TombstoneStream = "mt_tombstone";

    public static bool IsEvent(this IEvent stored) => stored.StreamKey != TombstoneStream;

    /// <summary>The position below which no event can appear any more.</summary>
    public static async Task<long> HighWater(this IDocumentStore store, CancellationToken cancellationToken) =>
        (await store.Advanced.AllProjectionProgress(token: cancellationToken))
            .FirstOrDefault(shard => shard.ShardName == ShardState.HighWaterMark)?.Sequence ?? 0;

    /// <summary>The position of the last event at or before a position; 0 where there is none.</summary>
    public static async Task<long> LastPositionUpTo(this IQuerySession session, long position, CancellationToken cancellationToken) =>
        (await session.QueryAsync<long>(
            $"select coalesce(max(seq_id), 0) from {Schema(session)}.mt_events where seq_id <= ? and stream_id <> '{TombstoneStream}'",
            cancellationToken, position)).Single();

    /// <summary>The next events after a position, up to a position below which nothing can appear any more.</summary>
    public static Task<IReadOnlyList<IEvent>> EventsAfter(
        this IQuerySession session, long after, long highWater, int limit, CancellationToken cancellationToken) =>
        session.Events.QueryAllRawEvents().Where(e => e.Sequence > after && e.Sequence <= highWater && e.StreamKey != TombstoneStream)
            .OrderBy(e => e.Sequence).Take(limit).ToListAsync(cancellationToken);

    private static string Schema(IQuerySession session) => session.DocumentStore.Options.Events.DatabaseSchemaName;
}
