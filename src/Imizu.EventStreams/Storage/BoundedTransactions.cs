using Marten;
using Npgsql;

namespace Imizu.EventStreams.Storage;

/// <summary>Transactions that others wait for: PostgreSQL ends the session of a process that stands still in one.</summary>
public static class BoundedTransactions
{
    // Between their statements they do next to nothing.
    private const string StandsStill = "20s";

    /// <summary>Begins one.</summary>
    public static Task BeginBounded(this IDocumentSession session, CancellationToken cancellationToken) => Begin(session, "", cancellationToken);

    /// <summary>
    /// Begins that of an append before sequence numbers are taken, and forces a transaction id, which the high-water detection of other instances
    /// waits for.
    /// </summary>
    /// <remarks>
    /// Without it, a process that stalls between taking a number and writing would be skipped after three seconds, and its event would appear
    /// below the high-water mark, unseen by subscribers.
    /// </remarks>
    public static Task HoldHighWater(this IDocumentSession session, CancellationToken cancellationToken) => Begin(session, "select pg_current_xact_id()", cancellationToken);

    private static async Task Begin(IDocumentSession session, string more, CancellationToken cancellationToken)
    {
        await session.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"set local idle_in_transaction_session_timeout = '{StandsStill}'; {more}", session.Connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
