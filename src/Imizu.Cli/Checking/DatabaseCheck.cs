using Npgsql;

namespace Imizu.Cli.Checking;

/// <summary>PostgreSQL: who may do what, whether it asks for passwords, and its clock.</summary>
/// <param name="connection">An administrator's connection string.</param>
/// <param name="clock">This machine's.</param>
internal sealed class DatabaseCheck(string connection, TimeProvider clock)
{
    private const string Of = "postgres", Nobodys = "the password of nobody here";

    private readonly NpgsqlConnectionStringBuilder _connection = new(connection) { Pooling = false, Timeout = 10 };

    public async IAsyncEnumerable<Finding> RunAsync()
    {
        await using var open = new NpgsqlConnection(_connection.ConnectionString);
        await open.OpenAsync();
        foreach (var finding in Finding.OrWell([.. await RolesAsync(open)], Of, "each service's role may connect to its own database, and is no more than that"))
        {
            yield return finding;
        }

        foreach (var finding in Finding.OrWell([.. await PasswordsAsync(open)], Of, "it asks for passwords, and keeps verifiers of them (SCRAM)"))
        {
            yield return finding;
        }

        foreach (var finding in await SettingsAsync(open))
        {
            yield return finding;
        }

        var asked = clock.GetUtcNow();
        var theirs = (await RowsAsync(open, "select clock_timestamp()", row => row.GetDateTime(0)))[0];
        yield return Finding.OfClock(Of, theirs, asked, clock.GetUtcNow());
    }

    private static async Task<IEnumerable<Finding>> RolesAsync(NpgsqlConnection open) =>
    [
        .. (await RowsAsync(open, """
            select rolname, concat_ws(', ', case when rolsuper then 'is a superuser' end, case when rolcreaterole then 'may make roles' end, case when rolcreatedb then 'may make databases' end,
                case when rolreplication then 'may replicate' end, case when rolbypassrls then 'passes row level security' end)
            from pg_roles where starts_with(rolname, 'imizu-') and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls) order by 1
            """, row => (Role: row.GetString(0), Does: row.GetString(1))))
            .Select(role => Finding.Wrong(Of, $"the role {role.Role} {role.Does}", $"alter role \"{role.Role}\" nosuperuser nocreaterole nocreatedb noreplication nobypassrls")),
        .. (await RowsAsync(open, """
            select rolname, datname from pg_roles, pg_database
            where starts_with(datname, 'imizu-') and rolname <> datname and (starts_with(rolname, 'imizu-') or rolcanlogin and not rolsuper) and has_database_privilege(rolname, datname, 'connect') order by 1, 2
            """, row => (Role: row.GetString(0), Database: row.GetString(1))))
            .Select(found => Finding.Wrong(Of, $"the role {found.Role} may connect to the database {found.Database}", $"revoke connect on database \"{found.Database}\" from \"{found.Role}\", public")),
        .. (await RowsAsync(open, """
            select member.rolname, granted.rolname from pg_auth_members join pg_roles member on member.oid = member join pg_roles granted on granted.oid = roleid
            where starts_with(member.rolname, 'imizu-') order by 1, 2
            """, row => (Role: row.GetString(0), Of: row.GetString(1))))
            .Select(found => Finding.Wrong(Of, $"the role {found.Role} is a member of {found.Of}", $"revoke \"{found.Of}\" from \"{found.Role}\"")),
    ];

    private async Task<IEnumerable<Finding>> PasswordsAsync(NpgsqlConnection open)
    {
        var found = new List<Finding>();
        // With a password that is nobody's: whoever is let in was not asked.
        if (!_connection.Host!.StartsWith('/') && await OpensAsync(_connection.Username!, Nobodys))
        {
            found.Add(Finding.Wrong(Of, "whoever connects is let in without the right password", "In pg_hba.conf, write scram-sha-256 instead of trust, and load it again."));
        }
        else if (await OpensAsync("postgres", "postgres"))
        {
            found.Add(Finding.Wrong(Of, "postgres has the password postgres", "alter role postgres password '…': a generated one, and the same in the settings."));
        }

        if ((await RowsAsync(open, "select rolsuper from pg_roles where rolname = current_user", row => row.GetBoolean(0)))[0])
        {
            found.AddRange((await RowsAsync(open, "select rolname from pg_authid where rolpassword is not null and not starts_with(rolpassword, 'SCRAM-SHA-256$') order by 1", row => row.GetString(0)))
                .Select(role => Finding.Wrong(Of, $"the password of {role} is kept as MD5", "Set password_encryption to scram-sha-256, and the password anew.")));
        }

        return found;
    }

    private async Task<IReadOnlyList<Finding>> SettingsAsync(NpgsqlConnection open)
    {
        var settings = (await RowsAsync(open, "select name, setting from pg_settings where name in ('log_statement', 'idle_in_transaction_session_timeout', 'ssl')", row => (row.GetString(0), row.GetString(1)))).ToDictionary();
        var found = new List<Finding>();
        if (settings["log_statement"] is "all" or "mod")
        {
            found.Add(Finding.Consider(Of, $"log_statement is {settings["log_statement"]}: what is recorded stands in its log too", "Set it to none or ddl."));
        }

        if (settings["idle_in_transaction_session_timeout"] == "0")
        {
            found.Add(Finding.Consider(Of, "a session that is left open in a transaction holds up figures, and is never ended", "Set idle_in_transaction_session_timeout, such as 5min (docs/telemetry.md)."));
        }

        if (settings["ssl"] != "on" && !ServicesCheck.IsThisMachine(_connection.Host!))
        {
            found.Add(Finding.Wrong(Of, $"{_connection.Host} is another machine, and the server speaks no TLS", "Turn ssl on, and ask for it with SSL Mode=VerifyFull."));
        }

        return found;
    }

    private async Task<bool> OpensAsync(string user, string password)
    {
        await using var attempt = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connection.ConnectionString) { Username = user, Password = password }.ConnectionString);
        try
        {
            await attempt.OpenAsync();
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            return false;
        }
    }

    private static async Task<List<T>> RowsAsync<T>(NpgsqlConnection open, string query, Func<NpgsqlDataReader, T> read)
    {
        await using var command = new NpgsqlCommand(query, open);
        await using var rows = await command.ExecuteReaderAsync();
        var all = new List<T>();
        while (await rows.ReadAsync())
        {
            all.Add(read(rows));
        }

        return all;
    }
}
