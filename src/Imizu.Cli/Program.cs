using System.CommandLine;
using Imizu.Cli.Backups;
using Imizu.Cli.Commands;
using Imizu.Cli.Stack;
using Imizu.LocalHosting;
using Imizu.Operations.Loading;
using Npgsql;

try
{
    // Ctrl-C stops the stack too, and that takes its time.
    var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(90), EnableDefaultExceptionHandler = false };
    return await CommandLine.Root(Repository.Find()).Parse(args).InvokeAsync(invocation);
}
catch (OperationCanceledException)
{
    return 130;
}
catch (StackEndedException ended)
{
    await Console.Error.WriteLineAsync(ended.Message);
    return ended.ExitCode == 0 ? 1 : ended.ExitCode;
}
catch (StackRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return refused.ExitCode;
}
// The last two: a folder that cannot be written, a disk that is full, a reader of the output who has gone.
catch (Exception e) when (e is LoadException or BackupException or HttpRequestException or NpgsqlException or TimeoutException
    or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
