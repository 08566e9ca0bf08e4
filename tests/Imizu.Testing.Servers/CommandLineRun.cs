using System.Diagnostics;
using Imizu.LocalStack;
using Xunit;

namespace Imizu.Testing.Servers;

/// <summary>The command line, as a process of its own.</summary>
/// <param name="Exit">Its exit code.</param>
/// <param name="Output">What it printed, errors last.</param>
public sealed record CommandLineRun(int Exit, string Output)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Runs it to its end.</summary>
    public static Task<CommandLineRun> Of(params string[] arguments) => Ended(Start(arguments));

    /// <summary>Runs it to its end, in an environment that the test says.</summary>
    public static Task<CommandLineRun> In((string Name, string Value)[] environment, params string[] arguments) => Ended(Start(arguments, environment));

    public static Process Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Built("src/Imizu.Cli", "imizu-cli"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Servers given to the tests are not given to whoever operates a stack.
        foreach (var given in GivenServers.Variables)
        {
            start.Environment.Remove(given);
        }
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }

    public static async Task<CommandLineRun> Ended(Process process)
    {
        using (process)
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancelled), process.StandardError.ReadToEndAsync(Cancelled));
            await process.WaitForExitAsync(Cancelled);
            return new(process.ExitCode, await output + await error);
        }
    }

    /// <summary>Runs what has to go well.</summary>
    public static Task<string> Done(params string[] arguments) => Done([], arguments);

    /// <inheritdoc cref="Done(string[])" />
    public static async Task<string> Done((string Name, string Value)[] environment, params string[] arguments)
    {
        var (exit, output) = await In(environment, arguments);
        Assert.True(exit == 0, output);
        return output;
    }

    /// <summary>Runs what has to be refused.</summary>
    public static Task<string> Refused(params string[] arguments) => Refused([], arguments);

    /// <inheritdoc cref="Refused(string[])" />
    public static async Task<string> Refused((string Name, string Value)[] environment, params string[] arguments)
    {
        var (exit, output) = await In(environment, arguments);
        Assert.True(exit == 1, output);
        return output;
    }
}
