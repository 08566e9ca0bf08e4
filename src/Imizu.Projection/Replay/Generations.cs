using Imizu.Projection.Facts;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>Creates generations, reads their state and drops unused ones.</summary>
internal static class Generations
{
    /// <summary>The sequence of generation numbers, so that no number is used twice.</summary>
    public const string Numbers = "create sequence if not exists journal.generation_number as int";

    /// <summary>Creates a new, empty generation after dropping unfinished ones.</summary>
    public static async Task<int> Begin(ReplayLock replayLock, CancellationToken cancellationToken)
    {
        await ClearAway(replayLock, cancellationToken);
        var (live, previous) = await Now(replayLock.Connection, cancellationToken);
        int next;
        do
        {
            next = await Number(replayLock.Connection, cancellationToken);
        }
        // Skips generations from before the sequence existed.
        while (next <= Math.Max(live, previous ?? 0));
        await replayLock.Connection.Execute(FactTable.Create(next), cancellationToken);
        return next;
    }

    /// <summary>Drops every generation but the live one and the previous one.</summary>
    /// <remarks>
    /// Which ones they are stands still until it is done: a swap that has begun is waited for, even that of a replay whose process lost its lock since.
    /// </remarks>
    public static async Task ClearAway(ReplayLock replayLock, CancellationToken cancellationToken)
    {
        await using var transaction = await replayLock.Connection.BeginTransactionAsync(cancellationToken);
        var (live, previous) = await Now(replayLock.Connection, cancellationToken, "for share");
        foreach (var other in (await Tables(replayLock.Connection, cancellationToken)).Where(table => table != live && table != previous))
        {
            await replayLock.Connection.Execute($"drop table {FactTable.Name(other)}", cancellationToken);
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

    /// <summary>The number of journalled events per source, in the connection's snapshot.</summary>
    public static async Task<Dictionary<string, long>> JournalCounts(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await Counts(connection, "select id, (data ->> 'count')::bigint from journal.mt_doc_journalhead", cancellationToken);

    /// <summary>How many events of each source a generation that is not live has folded.</summary>
    public static async Task<Dictionary<string, long>> Heads(NpgsqlConnection connection, int generation, CancellationToken cancellationToken) =>
        await Counts(connection, $"select source, count from journal.generation_heads where generation = {generation}", cancellationToken);

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
