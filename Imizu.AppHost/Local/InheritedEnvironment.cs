using System.Collections;

namespace Imizu.AppHost.Local;

/// <summary>
/// What the stack's processes get of the AppHost's own environment: what a program needs on this machine, and nothing that was meant for the AppHost
/// or for somebody else. A connection string of an administrator that is given to the AppHost reaches provisioning alone, by its reference.
/// </summary>
internal static class InheritedEnvironment
{
    private static readonly string[] Names =
        ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TMPDIR", "TERM", "DOTNET_ROOT", "DOTNET_CLI_TELEMETRY_OPTOUT", "DOTNET_NOLOGO"];

    // Of the machine, of the container engine, of Aspire itself, and of those who look for an error in .NET or in OpenTelemetry.
    private static readonly string[] Prefixes =
        ["LC_", "XDG_", "SSL_CERT_", "DOCKER_", "CONTAINER_", "PODMAN_", "ASPIRE_", "DCP_", "DOTNET_gc", "DOTNET_GC", "DOTNET_DbgEnable", "Logging__"];

    /// <summary>
    /// Removes everything else from the environment of this process, which Aspire's orchestrator hands on. The settings in it have been read by then.
    /// </summary>
    public static void Restrict()
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => !IsInherited(name)).ToList())
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        // All consoles tell one time, with its zone.
        Environment.SetEnvironmentVariable("TZ", "Asia/Tokyo");
    }

    /// <summary>Whether the stack's processes get this variable.</summary>
    internal static bool IsInherited(string name) =>
        Names.Contains(name) || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
        || name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase);
}
