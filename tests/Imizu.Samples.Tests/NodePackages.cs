using System.ComponentModel;
using System.Diagnostics;
using Imizu.Testing.Servers;

namespace Imizu.Samples.Tests;

/// <summary>What the sample in Node depends on, installed as its lock file says.</summary>
internal static class NodePackages
{
    public static async Task Install(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--prefer-offline"])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "samples/follower-node"),
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
