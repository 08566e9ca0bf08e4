using System.Diagnostics;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.EndToEnd.Tests.Operating;

/// <summary>The command line, as a process of its own.</summary>
/// <param name="Exit">Its exit code.</param>
/// <param name="Output">What it printed.</param>
internal sealed record CommandLineRun(int Exit, string Output)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Runs it to its end.</summary>
    public static Task<CommandLineRun> Of(params string[] arguments) => Ended(Start(arguments));

    public static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [Repository.Built("src/Imizu.Cli", "imizu-cli"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    public static async Task<CommandLineRun> Ended(Process process)
    {
        using (process)
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancelled), process.StandardError.ReadToEndAsync(Cancelled));
            await process.WaitForExitAsync(Cancelled);
            return new(process.ExitCode, await output + await error);
        }
    }
}
