using Npgsql;

namespace Imizu.EventStreams.Announcing;

/// <summary>A transaction in the service's database that Marten's high-water detection waits for: it may have taken a position that it has yet to commit.</summary>
/// <param name="Pid">Its session's process.</param>
/// <param name="Role">Whose session it is.</param>
/// <param name="Since">When it began; null where the service's role may not see that.</param>
internal sealed record OpenTransaction(int Pid, string Role, DateTime? Since)
{
    // Of another role's session only its locks are seen; autovacuum has no role, and takes no position. What has just begun holds nothing up, and is over soon; where that cannot be seen, it is named last.
    private const string Query = """
        select activity.pid, activity.usename::text, activity.xact_start
        from pg_stat_activity as activity
        left join pg_locks as id on id.pid = activity.pid and id.locktype = 'transactionid' and id.mode = 'ExclusiveLock' and id.granted
        where activity.datname = current_database() and activity.usename is not null and activity.pid <> pg_backend_pid()
            and (activity.xact_start < clock_timestamp() - $1 or (activity.xact_start is null and id.pid is not null))
        order by activity.xact_start is null, id.pid is null, age(id.transactionid) desc, activity.xact_start
        limit 1
        """;

    /// <summary>The one that has likeliest taken a position.</summary>
    /// <param name="connection">Of the service's database.</param>
    /// <param name="open">How long it has been open at least.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public static async Task<OpenTransaction?> Oldest(NpgsqlConnection connection, TimeSpan open, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Query, connection) { Parameters = { new() { Value = open } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new OpenTransaction(reader.GetInt32(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetDateTime(2)) : null;
    }

    public override string ToString() =>
        $"session {Pid} (role {Role}) has a transaction open{(Since is { } since ? $" since {since:u}" : "")}";
}
