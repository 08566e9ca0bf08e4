using Imizu.Projection.Facts;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>Makes a generation, makes it live, goes back to the one before, and clears away what a crash left.</summary>
internal static class Generations
{
    /// <summary>A new, empty table beside the live one; whatever an earlier replay left unfinished is gone after this.</summary>
    public static async Task<int> Begin(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await ClearAway(connection, cancellationToken);
        var (live, previous) = await Now(connection, cancellationToken);
        var next = Math.Max(live, previous ?? 0) + 1;
        await connection.Execute(FactTable.Create(next), cancellationToken);
        return next;
    }

    /// <summary>Drops every generation but the live one and the one before it, to which one can go back.</summary>
    public static async Task ClearAway(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (live, previous) = await Now(connection, cancellationToken);
        foreach (var other in (await Tables(connection, cancellationToken)).Where(table => table != live && table != previous))
        {
            await connection.Execute($"drop table {FactTable.Name(other)}", cancellationToken);
        }
    }

    /// <summary>The live generation and the one before it.</summary>
    public static async Task<(int Live, int? Previous)> Now(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select live, previous from journal.generation", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetInt32(1));
    }

    /// <summary>How many events the journal has of each source, in what a connection sees.</summary>
    public static async Task<Dictionary<string, long>> JournalCounts(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await Counts(connection, "select id, (data ->> 'count')::bigint from journal.mt_doc_journalhead", cancellationToken);

    /// <summary>How many events of each source a generation that is not live has folded.</summary>
    public static async Task<Dictionary<string, long>> Heads(NpgsqlConnection connection, int generation, CancellationToken cancellationToken) =>
        await Counts(connection, $"select source, count from journal.generation_heads where generation = {generation}", cancellationToken);

    /// <summary>
    /// Makes a generation live, in one transaction: intake stands still from the lock to the commit, the last events are folded,
    /// and what was live remembers how far it had come.
    /// </summary>
    /// <returns>How many milliseconds intake stood still.</returns>
    public static async Task<double> Swap(
        NpgsqlDataSource database, int next, ShadowFold fold, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.Execute("select from journal.generation for update", cancellationToken);
        var stood = clock.GetTimestamp();
        await fold.UpTo(await JournalCounts(connection, cancellationToken), workers: 1, cancellationToken);
        await fold.EndRetracted(connection, cancellationToken);
        await connection.Execute($"""
            delete from journal.generation_heads;
            insert into journal.generation_heads (generation, source, count)
                select live, id, (data ->> 'count')::bigint from journal.generation, journal.mt_doc_journalhead;
            update journal.generation set previous = live, live = {next};
            """, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return clock.GetElapsedTime(stood).TotalMilliseconds;
    }

    private static async Task<List<int>> Tables(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select substring(tablename from '^facts_([0-9]+)$')::int from pg_tables where schemaname = 'journal' and tablename ~ '^facts_[0-9]+$'", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var tables = new List<int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            tables.Add(reader.GetInt32(0));
        }
        return tables;
    }

    private static async Task<Dictionary<string, long>> Counts(NpgsqlConnection connection, string question, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(question, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new Dictionary<string, long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            counts[reader.GetString(0)] = reader.GetInt64(1);
        }
        return counts;
    }
}
