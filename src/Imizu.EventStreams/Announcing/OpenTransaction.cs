using Npgsql;

namespace Imizu.EventStreams.Announcing;

/// <summary>A transaction in the service's database that Marten's high-water detection waits for: it may have taken a position that it has yet to commit.</summary>
/// <param name="Pid">Its session's process.</param>
/// <param name="Role">Whose session it is.</param>
/// <param name="Since">When it began; null where the service's role may not see that.</param>
internal sealed record OpenTransaction(int Pid, string Role, DateTime? Since)
{
    // Of another role's session only its locks are seen.
    private const string Query = """
        select activity.pid, activity.usename::text, activity.xact_start
        from pg_stat_activity as activity
        left join pg_locks as id on id.pid = activity.pid and id.locktype = 'transactionid' and id.mode = 'ExclusiveLock' and id.granted
        where activity.datname = current_database() and activity.pid <> pg_backend_pid() and (id.pid is not null or activity.xact_start is not null)
        order by id.pid is null, age(id.transactionid) desc, activity.xact_start
        limit 1
        """;

    public static async Task<OpenTransaction?> Oldest(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Query, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new OpenTransaction(reader.GetInt32(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetDateTime(2)) : null;
    }

    public override string ToString() =>
        $"session {Pid} (role {Role}) has a transaction open{(Since is { } since ? $" since {since:u}" : "")}";
}
