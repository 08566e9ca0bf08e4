using Npgsql;

namespace Imizu.Cli.Backups;

/// <summary>Puts a backup's databases into those of a stack that has only just been made.</summary>
internal static class DatabaseRestoring
{
    private const string Tables =
        "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace "
        + "where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'";

    /// <summary>Fills them, and compares how far their event stores go with what the manifest says.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="databases">The connection string of each service's database, for the role that owns it.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BackupException">One has tables already, or could not be filled.</exception>
    public static async Task FillAsync(
        BackupReading backup, IReadOnlyDictionary<string, string> databases, IProgress<Step> progress, CancellationToken cancellationToken)
    {
        foreach (var database in backup.Manifest.Databases)
        {
            // All of them before the first is filled. A stack can have been given a server that it shares with another.
            await using var connection = await ConnectAsync(databases[database.Service], cancellationToken);
            await using var count = new NpgsqlCommand(Tables, connection);
            if ((long)(await count.ExecuteScalarAsync(cancellationToken))! > 0)
            {
                throw new BackupException($"The database of {database.Service} is not empty: a backup is restored only where there is nothing. Nothing was changed.");
            }
            if (connection.PostgreSqlVersion.Major < backup.Manifest.PostgresMajor)
            {
                throw new BackupException(
                    $"The backup is of PostgreSQL {backup.Manifest.PostgresMajor}, and here is {connection.PostgreSqlVersion.Major}: "
                    + $"install {backup.Manifest.PostgresMajor} or later. Nothing was changed.");
            }
        }
        foreach (var database in backup.Manifest.Databases)
        {
            await FillAsync(backup, database, databases[database.Service], progress, cancellationToken);
        }
    }

    private static async Task FillAsync(
        BackupReading backup, BackedUpDatabase database, string connectionString, IProgress<Step> progress, CancellationToken cancellationToken)
    {
        progress.Report(new($"restoring {database.Service} ({Step.Size(database.Bytes)})"));
        await using var connection = await ConnectAsync(connectionString, cancellationToken);
        await using var dump = await backup.DumpAsync(database, cancellationToken);
        var restore = new PostgresTool(database.Service, connectionString, connection.PostgreSqlVersion.Major);
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        await restore.RunAsync(
            "pg_restore", ["--dbname", name, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"], dump, Stream.Null, cancellationToken);
        // Without statistics the first questions to a long history would be answered slowly.
        await using var analyze = new NpgsqlCommand("analyze", connection) { CommandTimeout = 0 };
        await analyze.ExecuteNonQueryAsync(cancellationToken);
        var restored = await StoreExtent.ReadAsync(connection, cancellationToken);
        if (!restored.SequenceEqual(database.Stores))
        {
            throw new BackupException(
                $"{database.Service} has, once restored, other events than the manifest says: {string.Join(", ", restored)} and not {string.Join(", ", database.Stores)}.");
        }
    }

    private static async Task<NpgsqlConnection> ConnectAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
