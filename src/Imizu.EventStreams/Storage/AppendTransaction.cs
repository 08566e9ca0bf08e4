using Marten;
using Npgsql;

namespace Imizu.EventStreams.Storage;

/// <summary>Keeps Marten's high-water mark from passing an append that is in progress.</summary>
internal static class AppendTransaction
{
    // Between its statements an append does next to nothing.
    private const string StandsStill = "20s";

    /// <summary>
    /// Begins the transaction before sequence numbers are taken, and forces a transaction id, which the high-water detection of other instances
    /// waits for. PostgreSQL ends the session of a process that stands still in it.
    /// </summary>
    /// <remarks>
    /// Without it, a process that stalls between taking a number and writing would be skipped after three seconds, and its event would appear
    /// below the high-water mark, unseen by subscribers.
    /// </remarks>
    public static async Task HoldHighWater(this IDocumentSession session, CancellationToken cancellationToken)
    {
        await session.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"set local idle_in_transaction_session_timeout = '{StandsStill}'; select pg_current_xact_id()", session.Connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
