namespace Imizu.Cli.Backups;

/// <summary>PostgreSQL's programs for a client, such as pg_dump: of the server's version where Debian has that here, else those on the PATH.</summary>
internal static class PostgresClient
{
    /// <summary>Where a program is; null if it is missing.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="major">The server's major version.</param>
    public static string? Find(string program, int major) =>
        $"/usr/lib/postgresql/{major}/bin:{Environment.GetEnvironmentVariable("PATH")}".Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
