using System.CommandLine;
using Imizu.Cli;
using Imizu.Cli.Commands;
using Imizu.Cli.Stack;
using Imizu.LocalStack;

Proxies.ExceptThisMachine();
try
{
    // Ctrl-C stops the stack too, and that takes its time.
    var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(90), EnableDefaultExceptionHandler = false };
    return await CommandLine.Root(Repository.Find()).Parse(args).InvokeAsync(invocation);
}
catch (Exception e) when (Ending.Of(e) is { } ending)
{
    if (ending.Message is { } message)
    {
        await Console.Error.WriteLineAsync(message);
    }
    return ending.ExitCode;
}
