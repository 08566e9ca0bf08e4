using System.Diagnostics;
using Imizu.LocalHosting;
using Xunit;
using Repository = Imizu.Testing.Servers.Repository;

namespace Imizu.Cli.Tests;

/// <summary>The command line as a process of its own, in an environment that the test says.</summary>
/// <param name="Exit">Its exit code.</param>
/// <param name="Output">What it printed, errors last.</param>
internal sealed record CliProcess(int Exit, string Output)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<CliProcess> Run(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Built("src/Imizu.Cli", "imizu-cli"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var given in GivenServers.Variables)
        {
            start.Environment.Remove(given);
        }
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancelled), process.StandardError.ReadToEndAsync(Cancelled));
        await process.WaitForExitAsync(Cancelled);
        return new(process.ExitCode, await output + await error);
    }
}
