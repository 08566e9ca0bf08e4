using System.Diagnostics;
using Xunit;

namespace Imizu.Provisioning.Tests;

/// <summary>Provisioning as a process, as it is built.</summary>
internal static class ProvisioningRun
{
    /// <summary>Runs it to its end; what it wrote is everything, also to standard error. A name is one of <c>Roles</c>, where it names no other section.</summary>
    public static async Task<(int ExitCode, string Output)> EndAsync(
        string postgres, string messaging, string management, params (string Name, string Password)[] roles)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var root = own.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        var assembly = Path.Combine(root, "src", "Imizu.Provisioning", "bin", own.Parent.Name, own.Name, "Imizu.Provisioning.dll");
        var given = roles.SelectMany(role => new[] { role.Name.Contains(':') ? $"--{role.Name}" : $"--Roles:{role.Name}", role.Password });
        var info = new ProcessStartInfo(
            "dotnet",
            [
                assembly, "--ConnectionStrings:postgres", postgres, "--ConnectionStrings:messaging", messaging,
                "--ConnectionStrings:management", management, .. given,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(info)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        output += await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }
}
