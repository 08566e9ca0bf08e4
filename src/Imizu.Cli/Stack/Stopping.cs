using Imizu.LocalStack;

namespace Imizu.Cli.Stack;

/// <summary>Stops a stack by its host, which stops everything else.</summary>
internal static class Stopping
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    /// <summary>Asks the host to stop, and waits; kills it where it does not; the orchestrator then ends the rest.</summary>
    public static Task StopAsync(ProcessIdentity host) =>
        // Not SIGINT: a process that a script has put in the background ignores that, and hands this on to its children.
        host.EndAsync(Signal.Terminate, Grace);

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
}
