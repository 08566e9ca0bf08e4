using System.Diagnostics;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Cli.Tests.Replaying;

/// <summary><c>imizu replay</c> as somebody types it.</summary>
internal static class TypedReplay
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<(int Exit, string Output)> Run(ServiceProcess service, params string[] options)
    {
        using var replay = Process.Start(new ProcessStartInfo(
            "dotnet", [Repository.Built("src/Imizu.Cli", "imizu-cli"), "replay", "--url", service.Http.BaseAddress!.ToString(), .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (replay.StandardOutput.ReadToEndAsync(Cancelled), replay.StandardError.ReadToEndAsync(Cancelled));
        await replay.WaitForExitAsync(Cancelled);
        return (replay.ExitCode, await output + await error);
    }
}
