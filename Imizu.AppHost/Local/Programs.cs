
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Imizu.AppHost.Local;

/// <summary>Finds programs on this machine, and runs them.</summary>
internal static partial class Programs
{
    /// <summary>The folder of PostgreSQL's programs: of the version that existing data need, else the newest.</summary>
    public static string PostgresFolder(string data)
    {
        var version = Path.Combine(data, "PG_VERSION");
        var folders = File.Exists(version) ? [$"/usr/lib/postgresql/{File.ReadAllText(version).Trim()}/bin"] : DebiansVersions();
        return folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "postgres")))
            ?? Path.GetDirectoryName(Find("postgres", "postgresql"))!;
    }

    private static IEnumerable<string> DebiansVersions() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"));

    /// <summary>RabbitMQ's server; not Debian's wrapper on PATH, which changes the user.</summary>
    public static string RabbitMq() => File.Exists("/usr/lib/rabbitmq/bin/rabbitmq-server") ? "/usr/lib/rabbitmq/bin/rabbitmq-server" : Find("rabbitmq-server", "rabbitmq-server");

    /// <summary>A program on the PATH.</summary>
    public static string Find(string program, string package) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin".Split(':')
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? throw new DistributedApplicationException(
            $"There is no {program} on this machine, and no container engine answers. Install one of both: on Debian, apt-get install --no-install-recommends {package}.");

    /// <summary>
    /// The arguments of setpriv for a program that refuses root and works in a folder. Where a folder above is closed to the user, as /root is, the program
    /// gets the one capability to pass through, and no other.
    /// </summary>
    public static string[] AsUser(string user, string folder) =>
        !Environment.IsPrivilegedProcess ? []
        : [
            "--reuid", user, "--regid", user, "--init-groups",
            .. FoldersAbove(folder).Any(above => !above.UnixFileMode.HasFlag(UnixFileMode.OtherExecute)) ? (string[])["--inh-caps", "+dac_override", "--ambient-caps", "+dac_override"] : [],
        ];

    private static IEnumerable<DirectoryInfo> FoldersAbove(string folder)
    {
        for (var above = Directory.GetParent(folder); above is not null; above = above.Parent)
        {
            yield return above;
        }
    }

    /// <summary>Makes another user the owner, where we are root.</summary>
    public static void GiveTo(string path, string user)
    {
        if (Environment.IsPrivilegedProcess)
        {
            using var chown = Process.Start("chown", [$"{user}:", path]);
            chown.WaitForExit();
        }
    }

    /// <summary>Runs a program to its end; what it prints goes to the log.</summary>
    public static async Task RunAsync(ILogger log, string folder, string[] command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        await Task.WhenAll(CopyAsync(process.StandardOutput), CopyAsync(process.StandardError));
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new DistributedApplicationException($"{Path.GetFileName(command[0])} ended with exit code {process.ExitCode}.");
        }

        async Task CopyAsync(StreamReader output)
        {
            while (await output.ReadLineAsync(cancellationToken) is { } line)
            {
                Says(log, line);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "{Line}")]
    private static partial void Says(ILogger logger, string line);
}
