using Npgsql;

namespace Imizu.Provisioning;

/// <summary>The database of one service, and the role that owns it. Nobody else may connect to it.</summary>
internal static class ServiceDatabase
{
    /// <summary>Makes both where they are missing, and sets the password.</summary>
    /// <exception cref="PostgresException">The administrator may not do so.</exception>
    public static async Task ProvisionAsync(NpgsqlConnection connection, string name, string password)
    {
        var isNew = !await connection.AnyAsync("select 1 from pg_roles where rolname = $1", name);
        await connection.RunAsync(
            $"{(isNew ? "create" : "alter")} role %I login nosuperuser nocreatedb nocreaterole password %L",
            name,
            password);
        Console.WriteLine($"role {name}: {(isNew ? "created" : "password set")}");

        if (!await connection.AnyAsync("select 1 from pg_database where datname = $1", name))
        {
            // An administrator who is no superuser can give away only to a role of which it is a member.
            if (!await connection.AnyAsync("select 1 from pg_roles where rolname = current_user and rolsuper"))
            {
                await connection.RunAsync("grant %I to current_user", name);
            }

            await connection.RunAsync("create database %I owner %I encoding 'UTF8' template template0", name, name);
            Console.WriteLine($"database {name}: created");
        }

        await connection.RunAsync("revoke all on database %I from public", name);
    }

    private static async Task<bool> AnyAsync(this NpgsqlConnection connection, string query, params string[] values)
    {
        await using var command = connection.Command(query, values);
        return await command.ExecuteScalarAsync() is not null;
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
