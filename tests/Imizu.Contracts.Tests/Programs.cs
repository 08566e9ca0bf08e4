using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit;

namespace Imizu.Contracts.Tests;

/// <summary>Other programs, run to their end.</summary>
internal static class Programs
{
    /// <summary>What a program wrote.</summary>
    /// <exception cref="InvalidOperationException">It failed; with all that it said.</exception>
    public static async Task<string> Run(string folder, string program, IEnumerable<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // Numbers and days in one form, whatever this machine's language is.
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException(
            $"`{program} {string.Join(' ', arguments)}` in {folder} failed ({process.ExitCode}).\n{await errors}{await output}");
    }
}

/// <summary>The working tree that these tests were built in.</summary>
internal static class Built
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(ThisFolder(), "../.."));

    /// <summary>Debug or Release.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
