using Npgsql;

namespace Imizu.Provisioning.Databases;

/// <summary>The database of one service and the role that owns it; no other role may connect to it.</summary>
internal static class ServiceDatabase
{
    /// <summary>Creates the role and the database where they are missing, and sets the password.</summary>
    /// <exception cref="PostgresException">The administrator may not do so.</exception>
    /// <exception cref="InvalidOperationException">There is a database of that name, and it is somebody else's.</exception>
    public static async Task ProvisionAsync(NpgsqlConnection connection, string name, string password)
    {
        // Checked before any change: the server may be shared, and a database of another owner is not Imizu's.
        var owner = await connection.AskAsync("select pg_get_userbyid(datdba)::text from pg_database where datname = $1", name);
        if (owner is not null && owner != name)
        {
            throw new InvalidOperationException(
                $"the database {name} belongs to {owner} and not to the role {name}: it is not Imizu's, and is left as it is.");
        }

        var isNew = await connection.AskAsync("select rolname::text from pg_roles where rolname = $1", name) is null;
        await connection.RunAsync(
            $"{(isNew ? "create" : "alter")} role %I login nosuperuser nocreatedb nocreaterole password %L",
            name,
            ScramVerifier.Of(password));
        // A server may end sessions whose transaction idles. A backup's and a replay's last as long as the work does, and an append bounds its own.
        await connection.RunAsync("alter role %I set idle_in_transaction_session_timeout = 0", name);
        Console.WriteLine($"role {name}: {(isNew ? "created" : "password set")}");

        if (owner is null)
        {
            // A non-superuser can change ownership only to a role of which it is a member.
            if (await connection.AskAsync("select rolname::text from pg_roles where rolname = current_user and rolsuper") is null)
            {
                await connection.RunAsync("grant %I to current_user", name);
            }

            await connection.RunAsync("create database %I owner %I encoding 'UTF8' lc_collate 'C' template template0", name, name);
            Console.WriteLine($"database {name}: created");
        }

        await connection.RunAsync("revoke all on database %I from public", name);
    }

    /// <summary>A text out of the server's catalogue; null where it has none.</summary>
    private static async Task<string?> AskAsync(this NpgsqlConnection connection, string query, params string[] values)
    {
        await using var command = connection.Command(query, values);
        return (string?)await command.ExecuteScalarAsync();
    }

    /// <summary>Runs a statement that takes no parameters; the server itself quotes what is put in: %I a name, %L a text.</summary>
    private static async Task RunAsync(this NpgsqlConnection connection, string statement, params string[] values)
    {
        var places = string.Concat(values.Select((_, index) => $", ${index + 2}"));
        await using var format = connection.Command($"select format($1{places})", [statement, .. values]);
        await using var command = connection.Command((string)(await format.ExecuteScalarAsync())!, []);
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlCommand Command(this NpgsqlConnection connection, string text, string[] values)
    {
        var command = new NpgsqlCommand(text, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }
}
