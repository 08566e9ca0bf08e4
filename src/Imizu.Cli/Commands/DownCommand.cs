using Imizu.Cli.Stack;
using Imizu.LocalStack;

namespace Imizu.Cli.Commands;

/// <summary><c>imizu down</c>: asks the stack to stop, and stays until it has.</summary>
internal static class DownCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <param name="data">The stack's data folder.</param>
    /// <param name="cancellationToken">Waits no longer; the stack goes on stopping.</param>
    /// <returns>0 if it has stopped or none ran, 1 if it had to be killed.</returns>
    public static async Task<int> RunAsync(string data, CancellationToken cancellationToken)
    {
        if (StackState.Read(data) is not { IsRunning: true } running)
        {
            Console.WriteLine($"No stack runs on {data}: there is nothing to stop.");
            return 0;
        }
        Console.WriteLine($"Stopping the stack on {data} (process {running.Host.Pid}).");
        var stopping = Stopping.StopAsync(running.Host);
        var stopped = new HashSet<string>();
        while (!stopping.IsCompleted)
        {
            Tell(StackState.Read(data), stopped);
            await Task.WhenAny(stopping, Task.Delay(Look, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
        await stopping;
        var last = StackState.Read(data);
        Tell(last, stopped);
        if (last is null || !last.Resources.All(HasEnded))
        {
            Console.WriteLine("It did not stop in time and was killed; Aspire's orchestrator ends what it left, within seconds. The data stay.");
            return 1;
        }
        Console.WriteLine("Stopped. The data stay; ./imizu up goes on with them.");
        return 0;
    }

    private static void Tell(StackState? state, HashSet<string> told)
    {
        foreach (var resource in state?.Resources.Where(resource => resource.State is ResourceState.Stopped && told.Add(resource.Name)) ?? [])
        {
            Console.WriteLine($"  {resource.Name,-20} stopped");
        }
    }

    private static bool HasEnded(ResourceStatus resource) => resource.State is ResourceState.Stopped or ResourceState.Finished;
}
