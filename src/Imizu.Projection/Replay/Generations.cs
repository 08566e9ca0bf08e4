using Imizu.Projection.Facts;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>Makes a generation, makes it live, goes back to the one before, and clears away what a crash left.</summary>
internal static class Generations
{
    /// <summary>Where a generation's number comes from: none is given twice, so that no two replays ever fold into one table.</summary>
    public const string Numbers = "create sequence if not exists journal.generation_number as int";

    /// <summary>A new, empty table beside the live one; whatever an earlier replay left unfinished is gone after this.</summary>
    public static async Task<int> Begin(ReplayTurn turn, CancellationToken cancellationToken)
    {
        await ClearAway(turn, cancellationToken);
        var (live, previous) = await Now(turn.Connection, cancellationToken);
        int next;
        do
        {
            next = await Number(turn.Connection, cancellationToken);
        }
        // Generations that were made before there was a sequence are passed over.
        while (next <= Math.Max(live, previous ?? 0));
        await turn.Connection.Execute(FactTable.Create(next), cancellationToken);
        return next;
    }

    /// <summary>Drops every generation but the live one and the one before it, to which one can go back.</summary>
    /// <remarks>
    /// Which ones they are stands still until it is done: a swap that has begun is waited for, even that of a replay whose process lost its lock since.
    /// </remarks>
    public static async Task ClearAway(ReplayTurn turn, CancellationToken cancellationToken)
    {
        await using var transaction = await turn.Connection.BeginTransactionAsync(cancellationToken);
        var (live, previous) = await Now(turn.Connection, cancellationToken, "for share");
        foreach (var other in (await Tables(turn.Connection, cancellationToken)).Where(table => table != live && table != previous))
        {
            await turn.Connection.Execute($"drop table {FactTable.Name(other)}", cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The live generation and the one before it.</summary>
    public static async Task<(int Live, int? Previous)> Now(NpgsqlConnection connection, CancellationToken cancellationToken, string held = "")
    {
        await using var command = new NpgsqlCommand($"select live, previous from journal.generation {held}", connection) { CommandTimeout = 0 };
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
    /// and what was live remembers how far it had come. Broken off, it leaves no fact behind of which nothing remembers that it is there. It is the transaction of the very connection that holds the lock: should that be
    /// gone, another replay may have begun, and nothing can be swapped any more.
    /// </summary>
    /// <returns>How many milliseconds intake stood still.</returns>
    public static async Task<double> Swap(
        ReplayTurn turn, int next, ShadowFold fold, TimeProvider clock, CancellationToken cancellationToken)
    {
        var connection = turn.Connection;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.Execute("select from journal.generation for update", cancellationToken);
        var stood = clock.GetTimestamp();
        await fold.UpTo(await JournalCounts(connection, cancellationToken), connection, cancellationToken);
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

    private static async Task<int> Number(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select nextval('journal.generation_number')::int", connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
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
