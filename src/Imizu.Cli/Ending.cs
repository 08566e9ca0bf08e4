using System.Text.Json;
using Imizu.Cli.Backups;
using Imizu.Cli.Stack;
using Imizu.LocalStack;
using Imizu.Operations.Loading;
using Npgsql;

namespace Imizu.Cli;

/// <summary>How the program ends where a command could not do what it was asked to.</summary>
/// <param name="ExitCode">What it tells whoever called it.</param>
/// <param name="Message">What it tells people; null where they know.</param>
internal sealed record Ending(int ExitCode, string? Message)
{
    /// <summary>What an exception means; null where it is a mistake of this program's.</summary>
    public static Ending? Of(Exception exception) => exception switch
    {
        // That is how a client says that its own patience is over. Nobody has pressed Ctrl-C.
        OperationCanceledException { InnerException: TimeoutException } => new(
            1, "A service did not answer in time. What it was asked for it may have done all the same, or be doing still: look before you ask again (./imizu status says how the stack is)."),
        OperationCanceledException => new(130, null),
        StackEndedException ended => new(ended.ExitCode == 0 ? 1 : ended.ExitCode, ended.Message),
        JsonException => new(1, $"A service's answer cannot be read ({exception.Message}). Is the address right, and is the service of this version?"),
        // The last two: a folder that cannot be written, a disk that is full, a reader of the output who has gone.
        OperationFailedException or BackupException or HttpRequestException or NpgsqlException or TimeoutException
            or IOException or UnauthorizedAccessException => new(1, exception.Message),
        _ => null,
    };
}
