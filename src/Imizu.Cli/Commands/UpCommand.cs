using Imizu.Cli.Stack;

namespace Imizu.Cli.Commands;

/// <summary><c>imizu up</c>: the stack on its kept data, until it is asked to stop.</summary>
internal sealed class UpCommand(Repository repository)
{
    /// <param name="data">Its data folder.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<int> RunAsync(string data, CancellationToken cancellationToken)
    {
        await using var stack = StackProcess.Start(repository, data);
        try
        {
            return await stack.ExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("Stopping.");
            return 0;
        }
    }
}
