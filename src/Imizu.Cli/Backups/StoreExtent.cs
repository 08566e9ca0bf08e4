using Npgsql;

namespace Imizu.Cli.Backups;

/// <summary>How far an event store goes.</summary>
/// <param name="Schema">Where it is in its database: <c>public</c> for what a service recorded, <c>journal</c> for the journal.</param>
/// <param name="Position">The position of its last event.</param>
/// <param name="Count">How many events it has.</param>
internal sealed record StoreExtent(string Schema, long Position, long Count)
{
    /// <summary>Where a service keeps what it has recorded.</summary>
    public const string Recorded = "public";

    // Marten's own entries for appends that failed are no events.
    private const string Tombstones = "mt_tombstone";

    /// <summary>All of a database's, as the connection's transaction sees them.</summary>
    public static async Task<IReadOnlyList<StoreExtent>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var schemas = new List<string>();
        await using (var find = new NpgsqlCommand("select schemaname::text from pg_tables where tablename = 'mt_events' order by 1", connection))
        await using (var found = await find.ExecuteReaderAsync(cancellationToken))
        {
            while (await found.ReadAsync(cancellationToken))
            {
                schemas.Add(found.GetString(0));
            }
        }
        var extents = new List<StoreExtent>();
        foreach (var schema in schemas)
        {
            var table = $"\"{schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\".mt_events";
            await using var measure = new NpgsqlCommand(
                $"select coalesce(max(seq_id), 0)::bigint, count(*) from {table} where stream_id::text <> '{Tombstones}'", connection)
            {
                // Every event of a long history is counted.
                CommandTimeout = 0,
            };
            await using var row = await measure.ExecuteReaderAsync(cancellationToken);
            await row.ReadAsync(cancellationToken);
            extents.Add(new(schema, row.GetInt64(0), row.GetInt64(1)));
        }
        return extents;
    }
}
