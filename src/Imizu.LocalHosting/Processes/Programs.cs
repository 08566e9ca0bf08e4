using Microsoft.Extensions.Configuration;

namespace Imizu.LocalHosting;

/// <summary>A program that the stack needs on this machine.</summary>
/// <param name="Name">The program's name.</param>
/// <param name="DebianPackage">The Debian package that has it.</param>
/// <param name="Path">Where it is; null if it is missing.</param>
internal sealed record Program(string Name, string DebianPackage, string? Path);

/// <summary>
/// Finds the programs of PostgreSQL and RabbitMQ on this machine; elsewhere where <c>LocalHosting:PostgresBin</c> (a folder) or
/// <c>LocalHosting:RabbitMqServer</c> (a file) says so.
/// </summary>
internal static class Programs
{
    internal static readonly Program SetSid = new("setsid", "util-linux", OnPath("setsid"));
    internal static readonly Program SetPriv = new("setpriv", "util-linux", OnPath("setpriv"));

    /// <summary>PostgreSQL's server; initdb is in the same folder.</summary>
    /// <param name="configuration">The stack's settings.</param>
    /// <param name="major">The version that existing data need; else the newest.</param>
    internal static Program Postgres(IConfiguration? configuration, string? major = null)
    {
        var folders = (string?[])
        [
            configuration?["LocalHosting:PostgresBin"],
            major is null ? null : $"/usr/lib/postgresql/{major}/bin",
            Path.GetDirectoryName(OnPath("postgres") is { } found ? RealPath(found) : null),
            .. DebianVersions().Select(version => $"/usr/lib/postgresql/{version}/bin"),
        ];
        var bin = folders.OfType<string>().FirstOrDefault(HasServer);
        return new("postgres", "postgresql", bin is null ? null : Path.Combine(bin, "postgres"));
    }

    /// <summary>RabbitMQ's server; not Debian's wrapper on PATH, which changes the user.</summary>
    internal static Program RabbitMqServer(IConfiguration? configuration)
    {
        const string Debians = "/usr/lib/rabbitmq/bin/rabbitmq-server";
        var files = new[] { configuration?["LocalHosting:RabbitMqServer"], Debians, OnPath("rabbitmq-server") };
        return new("rabbitmq-server", "rabbitmq-server", files.FirstOrDefault(File.Exists));
    }

    /// <summary>Erlang's port mapper, which a RabbitMQ node needs beside it.</summary>
    internal static Program Epmd() => new("epmd", "erlang-base", OnPath("epmd"));

    private static bool HasServer(string folder) =>
        File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb"));

    private static IEnumerable<int> DebianVersions() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .OrderDescending();

    private static string? OnPath(string program) =>
        // The folders for administration are not on everyone's PATH.
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private static string RealPath(string file) => File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
}
