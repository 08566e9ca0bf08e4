using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Replays;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>
/// Stores the status of the latest replay in one row, so that every instance can report it and pass on acceptance or cancellation. A replay
/// whose lock is gone without a final status was interrupted.
/// </summary>
internal sealed class ReplayStatusStore(NpgsqlDataSource database)
{
    /// <summary>What another instance asks of the one that replays.</summary>
    private const string Accepted = "accept", Cancelled = "cancel";

    /// <summary>The columns that say who accepted, and why, were added to a table that is there already in older databases.</summary>
    public const string Create = """
        create table if not exists journal.replay (
            one boolean primary key default true check (one), id uuid not null, holder int not null, status jsonb not null,
            is_over boolean not null default false, told timestamptz not null default now(), asked text);
        alter table journal.replay add column if not exists asked_by text, add column if not exists reason text
        """;

    private const string Interrupted =
        "It was interrupted: the process that ran it has ended, or has lost its connection to the database. Which facts are live is as it was, unless the swap had just gone through; both are whole. Start it again.";

    /// <summary>Replaces the status of the previous replay.</summary>
    /// <param name="replayLock">The connection that holds the lock; the replay counts as running while it does.</param>
    /// <param name="status">The current status.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task Begin(NpgsqlConnection replayLock, ReplayStatus status, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            insert into journal.replay (id, holder, status) values ($1, pg_backend_pid(), $2::jsonb)
            on conflict (one) do update set id = excluded.id, holder = excluded.holder, status = excluded.status, is_over = false, told = now(), asked = null, asked_by = null, reason = null
            """, replayLock) { Parameters = { new() { Value = status.Id }, new() { Value = Text(status) } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Updates the status; ignored after the end or without the lock.</summary>
    /// <returns>Whether the replay still holds the lock, and the acceptance or cancellation requested at another instance.</returns>
    public async Task<(bool HoldsLock, bool IsCancelled, Acceptance? Acceptance)> Update(ReplayStatus status, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await Update(connection, status, cancellationToken);
    }

    /// <summary>The same on a connection of the caller's.</summary>
    public static async Task<(bool HoldsLock, bool IsCancelled, Acceptance? Acceptance)> Update(NpgsqlConnection connection, ReplayStatus status, CancellationToken cancellationToken)
    {
        // Instances of an older version do not store who accepted.
        await using var command = new NpgsqlCommand($"""
            update journal.replay set status = $2::jsonb, is_over = $3, told = now() where id = $1 and not is_over and {ReplayLock.IsHeldByHolder}
            returning asked, coalesce(asked_by, ''), coalesce(reason, '')
            """, connection) { Parameters = { new() { Value = status.Id }, new() { Value = Text(status) }, new() { Value = status.IsOver } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return (false, false, null);
        }
        var asked = reader[0] as string;
        return (true, asked == Cancelled, asked == Accepted ? new Acceptance(reader.GetString(1), reader.GetString(2)) : null);
    }

    /// <summary>The latest replay of any instance; null where there is none.</summary>
    public async Task<ReplayStatus?> Read(CancellationToken cancellationToken)
    {
        var first = await Row(cancellationToken);
        if (first is not { Status.IsOver: false, IsHeld: false } row)
        {
            return first?.Status;
        }
        // The final status is written before the lock is released, so it can be read by now if there is one.
        var last = (await Row(cancellationToken))!.Value;
        return last.Status.Id == row.Status.Id && !last.Status.IsOver && !last.IsHeld ? last.Status with { Phase = ReplayPhase.Failed, Failure = Interrupted } : last.Status;
    }

    /// <summary>Requests another instance's replay to swap in despite differences; the first acceptance counts.</summary>
    /// <inheritdoc cref="Ask" path="/returns" />
    public Task<bool> Accept(Guid id, Acceptance acceptance, CancellationToken cancellationToken) => Ask(id, Accepted, acceptance, cancellationToken);

    /// <summary>Requests another instance to cancel its replay.</summary>
    /// <inheritdoc cref="Ask" path="/returns" />
    public Task<bool> Cancel(Guid id, CancellationToken cancellationToken) => Ask(id, Cancelled, null, cancellationToken);

    /// <returns>Whether it could be asked: the replay goes on, and is not to be cancelled while this wants it to go on.</returns>
    private async Task<bool> Ask(Guid id, string what, Acceptance? acceptance, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"""
            update journal.replay set asked = $2, asked_by = coalesce(asked_by, $3), reason = coalesce(reason, $4)
            where id = $1 and not is_over and coalesce(asked, $2) in ($2, '{Accepted}') and {ReplayLock.IsHeldByHolder}
            """);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(what);
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = acceptance?.Actor });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = acceptance?.Reason });
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    private async Task<(ReplayStatus Status, bool IsHeld)?> Row(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select status::text, {ReplayLock.IsHeldByHolder} from journal.replay");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (JsonSerializer.Deserialize<ReplayStatus>(reader.GetString(0), ContractJson.Options)!, reader.GetBoolean(1))
            : null;
    }

    private static string Text(ReplayStatus status) => JsonSerializer.Serialize(status, ContractJson.Options);
}
