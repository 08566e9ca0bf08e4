using System.Data;
using Imizu.Contracts.Access;
using Npgsql;

namespace Imizu.AccessLog;

/// <summary>The stored log: rows that are only ever added, each chained to the one before.</summary>
/// <param name="writing">The connection of the one who writes.</param>
/// <param name="database">Those of who reads, so that no reader holds up a writer.</param>
internal sealed class AccessLogTable(NpgsqlDataSource writing, NpgsqlDataSource database) : IAsyncDisposable
{
    // Processes of the service wait for one another, and for nobody else: a lock of the table would stop its maintenance.
    private const string InTurn = "select pg_advisory_xact_lock(7206113184)";

    private const string Columns = "number, at, actor, access_right, method, path, asked_from, status";

    private ChainEnd? _last;

    /// <summary>Makes it where it is not there yet.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        await using var create = writing.CreateCommand($"""
            {InTurn};
            create schema if not exists access;
            create table if not exists access.log (
                number bigint primary key, at timestamptz not null, actor text not null, access_right text not null, method text not null, path text not null,
                asked_from text not null, status smallint not null, hash bytea not null);
            create index if not exists log_of_actor on access.log (actor, number);
            create or replace function access.refuse_to_change_log() returns trigger language plpgsql as
                $$ begin raise exception 'The access log is never changed.'; end $$;
            create or replace trigger never_changed before update or delete or truncate on access.log for each statement execute function access.refuse_to_change_log()
            """);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Adds entries, all or none; processes of the service take turns. One call at a time.</summary>
    public async Task AddAsync(IReadOnlyList<AccessLogEntry> entries, CancellationToken cancellationToken)
    {
        await using var connection = await writing.OpenConnectionAsync(cancellationToken);
        // What was last here may be so no more: another process has added, or it is not known whether what was sent was stored.
        var last = _last;
        _last = null;
        _last = (last is null ? null : await TryAddAsync(connection, last, entries, cancellationToken)) ?? await AddInTurnAsync(connection, entries, cancellationToken);
    }

    /// <summary>Adds them behind the entry that is the last once it is this process's turn.</summary>
    private static async Task<ChainEnd> AddInTurnAsync(NpgsqlConnection connection, IReadOnlyList<AccessLogEntry> entries, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // PostgreSQL ends the session of a process that stands still in its turn.
        await using (var turn = new NpgsqlCommand($"set local idle_in_transaction_session_timeout = '20s'; {InTurn}", connection))
        {
            await turn.ExecuteNonQueryAsync(cancellationToken);
        }
        var last = await TryAddAsync(connection, await LastAsync(connection, cancellationToken), entries, cancellationToken)
            ?? throw new InvalidOperationException("The access log does not take what is added.");
        await transaction.CommitAsync(cancellationToken);
        return last;
    }

    /// <summary>Adds them behind an entry, and answers the last of them; null where that entry is not the last one any more.</summary>
    private static async Task<ChainEnd?> TryAddAsync(NpgsqlConnection connection, ChainEnd last, IReadOnlyList<AccessLogEntry> entries, CancellationToken cancellationToken)
    {
        var (hash, hashes) = (last.Hash, new List<byte[]>());
        foreach (var entry in entries)
        {
            hashes.Add(hash = entry.HashAfter(hash, last.Number + hashes.Count + 1));
        }
        var insert = new NpgsqlBatchCommand($"""
            insert into access.log ({Columns}, hash) select $1 + ordinality, at, actor, access_right, method, path, asked_from, status, hash
            from unnest($2, $3, $4, $5, $6, $7, $8, $9) with ordinality as one (at, actor, access_right, method, path, asked_from, status, hash)
            where coalesce((select hash from access.log order by number desc limit 1), $10) = $11
            """);
        foreach (var value in (object[])[last.Number, All(entry => entry.At), All(entry => entry.Actor), All(entry => entry.Right), All(entry => entry.Method), All(entry => entry.Path), All(entry => entry.From), All(entry => entry.Status), hashes.ToArray(), AccessLogEntry.Beginning, last.Hash])
        {
            insert.Parameters.Add(new() { Value = value });
        }
        // A transaction of its own where none has begun.
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(InTurn), insert } };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return insert.RecordsAffected > 0 ? new(last.Number + hashes.Count, hash) : null;

        T[] All<T>(Func<AccessLogEntry, T> member) => [.. entries.Select(member)];
    }

    /// <summary>The entries that are asked for: those after a number in their order, or those before one with the latest first.</summary>
    public async Task<IReadOnlyList<NumberedAccess>> ReadAsync(AccessLogQuery asked, CancellationToken cancellationToken)
    {
        await using var read = database.CreateCommand($"""
            select {Columns} from access.log
            where number > $1 and ($2::bigint is null or number < $2) and ($3::text is null or actor = $3) and ($4::text is null or starts_with(path, $4)) and ($5::timestamptz is null or at <= $5)
            order by number {(asked.Before is null ? "" : "desc")} limit $6
            """);
        foreach (var value in (object?[])[asked.After, asked.Before, asked.Actor, asked.Path, asked.Until?.ToUniversalTime(), asked.Limit])
        {
            read.Parameters.Add(new() { Value = value ?? DBNull.Value });
        }
        await using var rows = await read.ExecuteReaderAsync(cancellationToken);
        var all = new List<NumberedAccess>();
        while (await rows.ReadAsync(cancellationToken))
        {
            all.Add(EntryIn(rows));
        }
        return all;
    }

    /// <summary>Reads the whole log and computes each hash again.</summary>
    public async Task<AccessLogCheck> CheckAsync(CancellationToken cancellationToken)
    {
        await using var read = database.CreateCommand($"select {Columns}, hash from access.log order by number");
        await using var rows = await read.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        var (count, hash) = (0L, AccessLogEntry.Beginning);
        while (await rows.ReadAsync(cancellationToken))
        {
            var (number, entry) = EntryIn(rows);
            if (number != count + 1)
            {
                return new(count, Convert.ToHexStringLower(hash), $"Entry {count + 1} is missing; the next one is {number}.");
            }
            var expected = entry.HashAfter(hash, number);
            if (!expected.AsSpan().SequenceEqual(rows.GetFieldValue<byte[]>(8)))
            {
                return new(count, Convert.ToHexStringLower(hash), $"Entry {number} ({entry.At:O}, {entry.Actor}, {entry.Method} {entry.Path}) is not as it was written, or the one before it is not.");
            }
            (count, hash) = (number, expected);
        }
        return new(count, Convert.ToHexStringLower(hash), Fault: null);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await writing.DisposeAsync();
        await database.DisposeAsync();
    }

    private static async Task<ChainEnd> LastAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var last = new NpgsqlCommand("select number, hash from access.log order by number desc limit 1", connection);
        await using var row = await last.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? new(row.GetInt64(0), row.GetFieldValue<byte[]>(1)) : new(0, AccessLogEntry.Beginning);
    }

    private static NumberedAccess EntryIn(NpgsqlDataReader row) => new(row.GetInt64(0), new(
        row.GetDateTime(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetInt16(7)));
}

/// <summary>The last entry of the log.</summary>
internal sealed record ChainEnd(long Number, byte[] Hash);

/// <summary>Which entries are asked for.</summary>
/// <param name="After">Those with a greater number, in their order.</param>
/// <param name="Before">Those with a smaller number, the latest first; null for all.</param>
/// <param name="Limit">The most that are wanted.</param>
/// <param name="Actor">Whose; null for everybody's.</param>
/// <param name="Path">What their paths begin with; null for all.</param>
/// <param name="Until">Until when; null for now.</param>
internal sealed record AccessLogQuery(long After, long? Before, int Limit, string? Actor, string? Path, DateTimeOffset? Until);
