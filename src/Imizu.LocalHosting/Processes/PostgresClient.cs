using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Imizu.LocalHosting;

/// <summary>PostgreSQL's programs for a client, such as pg_dump: those that come with the server.</summary>
public static class PostgresClient
{
    /// <summary>Where a program is, of the same version as a server where that is installed here; null if it is missing.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="major">The server's major version.</param>
    public static string? Find(string program, int major)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var server = Programs.Postgres(settings, major.ToString(CultureInfo.InvariantCulture)).Path;
        return server is not null && Path.Combine(Path.GetDirectoryName(server)!, program) is var found && File.Exists(found) ? found : null;
    }
}
