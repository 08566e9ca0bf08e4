using System.Data;
using Imizu.Contracts.Replays;
using Imizu.Projection.Facts;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>Swaps the live generation, and records who did so and why.</summary>
internal static class Swaps
{
    public const string Create = """
        create table if not exists journal.generation_swaps (
            number int generated always as identity primary key, at timestamptz not null, was_live int not null, made_live int not null,
            replay uuid, actor text not null, differing int, accepted_by text, reason text)
        """;

    /// <summary>
    /// Swaps in one transaction of the connection that holds the replay lock: blocks intake, applies the remaining events, switches the live
    /// generation and records the swap.
    /// </summary>
    /// <returns>What was done, and how many milliseconds intake stood still.</returns>
    /// <remarks>Without the lock the transaction cannot commit, so a replay that lost its lock swaps nothing.</remarks>
    public static async Task<(GenerationSwap Swap, double Milliseconds)> Make(
        ReplayLock replayLock, int next, ProjectionRebuilder rebuilder, SwapCause cause, TimeProvider clock, CancellationToken cancellationToken)
    {
        var connection = replayLock.Connection;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (live, _) = await Generations.Now(connection, cancellationToken, "for update");
        var stood = clock.GetTimestamp();
        await rebuilder.RebuildUpTo(await Generations.JournalCounts(connection, cancellationToken), connection, cancellationToken);
        await rebuilder.ApplyRetractions(connection, cancellationToken);
        await connection.Execute($"""
            delete from journal.generation_heads;
            insert into journal.generation_heads (generation, source, count)
                select live, id, (data ->> 'count')::bigint from journal.generation, journal.mt_doc_journalhead;
            update journal.generation set previous = live, live = {next};
            """, cancellationToken);
        var swap = new GenerationSwap(
            clock.GetUtcNow(), live, next, cause.Replay, cause.Actor, cause.Differing, cause.Acceptance?.Actor, cause.Acceptance?.Reason);
        await Keep(connection, swap, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return (swap, clock.GetElapsedTime(stood).TotalMilliseconds);
    }

    /// <summary>Which generation is live, with all swaps, as of one moment.</summary>
    public static async Task<GenerationsStatus> Read(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var (live, previous) = await Generations.Now(connection, cancellationToken);
        return new GenerationsStatus(live, previous, await All(connection, cancellationToken));
    }

    private static async Task Keep(NpgsqlConnection connection, GenerationSwap swap, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            insert into journal.generation_swaps (at, was_live, made_live, replay, actor, differing, accepted_by, reason)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """, connection);
        foreach (var value in (object?[])[swap.At, swap.From, swap.To, swap.Replay, swap.Actor, swap.Differing, swap.AcceptedBy, swap.Reason])
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<GenerationSwap>> All(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select at, was_live, made_live, replay, actor, differing, accepted_by, reason from journal.generation_swaps order by number desc", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var swaps = new List<GenerationSwap>();
        while (await reader.ReadAsync(cancellationToken))
        {
            swaps.Add(new GenerationSwap(
                await reader.GetFieldValueAsync<DateTimeOffset>(0, cancellationToken), reader.GetInt32(1), reader.GetInt32(2),
                reader[3] as Guid?, reader.GetString(4), reader[5] as int?, reader[6] as string, reader[7] as string));
        }
        return swaps;
    }
}
