using System.ComponentModel;
using System.Diagnostics;
using Imizu.Testing.Servers;

namespace Imizu.Samples.Tests;

/// <summary>What the sample in Node depends on, installed as its lock file says.</summary>
internal static class NodePackages
{
    private static readonly string Folder = Path.Combine(Repository.Root, "samples/follower-node");

    /// <summary>Does nothing where they are installed already, and the lock file has not changed since.</summary>
    public static async Task Install(CancellationToken cancellationToken)
    {
        // npm writes it last: where it is missing, an installation broke off.
        var (installed, wanted) = (Path.Combine(Folder, "node_modules/.package-lock.json"), Path.Combine(Folder, "package-lock.json"));
        if (File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(wanted))
        {
            return;
        }
        var start = new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--prefer-offline"])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = Started(start);
        var (output, error) = (npm.StandardOutput.ReadToEndAsync(cancellationToken), npm.StandardError.ReadToEndAsync(cancellationToken));
        await npm.WaitForExitAsync(cancellationToken);
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci fails in samples/follower-node:\n{await output}{await error}");
        }
    }

    private static Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException("npm is missing, which the sample in Node needs. Install it with: sudo apt-get install -y --no-install-recommends nodejs npm");
        }
    }
}
