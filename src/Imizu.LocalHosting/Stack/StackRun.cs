using System.Diagnostics;
using System.Runtime.InteropServices;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Imizu.LocalHosting;

/// <summary>Runs a stack in the foreground, until it is asked to stop.</summary>
internal static class StackRun
{
    private static readonly PosixSignal[] StopSignals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    /// <summary>The exit code.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<IResource> resources, IConfiguration configuration, string appHostDirectory, TimeProvider clock)
    {
        Proxies.ExceptThisMachine();
        var started = Stopwatch.StartNew();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // Asked a second time, the host ends at once, and the kernel passes that on to the stack's processes.
        var signals = StopSignals
            .Select(signal => PosixSignalRegistration.Create(signal, context => context.Cancel = asked.TrySetResult()))
            .ToList();
        try
        {
            var dataFolder = Path.GetFullPath(DataFolderPath(configuration, appHostDirectory));
            await using var dashboard = StackDashboard.For(configuration, clock);
            await using var stack = await LocalStack.StartAsync(resources, configuration, dataFolder, clock, ConsoleLines.Write, dashboard);
            if (dashboard is not null)
            {
                Console.WriteLine($"What is going on can be watched at {dashboard.Address}");
            }

            await Task.WhenAny(stack.Settled, asked.Task);
            if (!asked.Task.IsCompleted)
            {
                Console.WriteLine($"All healthy after {started.Elapsed.TotalSeconds:0.0} s. Data and logs are in {dataFolder}. Ctrl-C stops the stack.");
                if (dashboard is not null)
                {
                    Console.WriteLine($"Dashboard: {dashboard.Address}");
                }
            }

            await asked.Task;
            return 0;
        }
        catch (StackRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return refused.ExitCode;
        }
        finally
        {
            signals.ForEach(signal => signal.Dispose());
        }
    }

    private static string DataFolderPath(IConfiguration configuration, string appHostDirectory) =>
        configuration["LocalHosting:DataFolder"]
        ?? Path.Combine(Directory.GetParent(appHostDirectory)?.FullName ?? appHostDirectory, ".imizu", "stack");
}
