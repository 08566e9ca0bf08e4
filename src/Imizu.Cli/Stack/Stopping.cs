using System.Runtime.InteropServices;
using Imizu.LocalHosting;

namespace Imizu.Cli.Stack;

/// <summary>Stops a stack by its host, which stops everything else.</summary>
internal static class Stopping
{
    // Not SIGINT: a process that a script has put in the background ignores that, and hands this on to its children.
    private const int Terminate = 15, Kill = 9;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60), Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks the host to stop, and waits; kills it where it does not, and the kernel asks the rest.</summary>
    public static async Task StopAsync(ProcessIdentity host)
    {
        _ = Signal(host.Pid, Terminate);
        for (var waited = TimeSpan.Zero; host.IsAlive && waited < Grace; waited += Look)
        {
            await Task.Delay(Look);
        }
        if (host.IsAlive)
        {
            _ = Signal(host.Pid, Kill);
        }
    }

    /// <summary>Stops the stack that runs on a data folder, if one does.</summary>
    public static async Task<bool> StopOnAsync(string dataFolder)
    {
        if (StackState.Read(dataFolder) is not { IsRunning: true } running)
        {
            return false;
        }
        await StopAsync(running.Host);
        return true;
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int pid, int signal);
}
