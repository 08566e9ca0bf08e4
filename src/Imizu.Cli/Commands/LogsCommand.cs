using Imizu.Cli.Operating;
using Imizu.Dashboard.Resources;
using Imizu.LocalHosting;

namespace Imizu.Cli.Commands;

/// <summary><c>imizu logs</c>: a resource's console.</summary>
internal static class LogsCommand
{
    /// <param name="data">The stack's data folder; the stack itself may be down.</param>
    /// <param name="resource">Whose console.</param>
    /// <param name="follows">Whether to go on with what comes.</param>
    /// <param name="lines">How many of the lines that are there.</param>
    /// <param name="cancellationToken">Ends the following.</param>
    public static async Task<int> RunAsync(string data, string resource, bool follows, int lines, CancellationToken cancellationToken)
    {
        var known = ConsoleLog.In(data);
        if (!known.Contains(resource) && StackState.Read(data)?.Resources.Any(silent => silent.Name == resource) == true)
        {
            Console.WriteLine($"{resource} has printed nothing yet.");
            return 0;
        }
        if (!known.Contains(resource))
        {
            await Console.Error.WriteLineAsync(known.Count == 0
                ? $"There are no consoles in {data}: no stack has run there."
                : $"There is no console of {resource}. There are: {string.Join(", ", known)}.");
            return 1;
        }
        await using var output = Console.OpenStandardOutput();
        using var console = new ConsoleLog(ConsoleLog.PathOf(data, resource), lines);
        await new ConsoleCopy(console, new Masking(StackState.ReadSecrets(data)), output).RunAsync(follows, cancellationToken);
        return 0;
    }
}
