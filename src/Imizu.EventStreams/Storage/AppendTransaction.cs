using Marten;
using Npgsql;

namespace Imizu.EventStreams.Storage;

/// <summary>Makes positions visible in their order, whatever becomes of the process that took one.</summary>
internal static class AppendTransaction
{
    /// <summary>
    /// Begins the session's transaction before positions are taken. A process that is held still between taking a position and writing
    /// its event would else have no transaction to be seen by: after three seconds the daemon of another instance passes the position
    /// over, the event comes in below the high-water mark, and nobody who follows ever gets it. The daemon waits for transactions that
    /// have an id, so this one asks for its id at once.
    /// </summary>
    public static async Task HoldHighWater(this IDocumentSession session, CancellationToken cancellationToken)
    {
        await session.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select pg_current_xact_id()", session.Connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
