using System.CommandLine;
using System.Globalization;
using Imizu.Cli.Stack;

namespace Imizu.Cli.Commands;

/// <summary>What can be typed to run a stack of local servers day by day.</summary>
internal static class OperationsLine
{
    private const int UsualLines = 100;

    public static IEnumerable<Command> Commands(Repository repository) =>
        [Status(repository), Down(repository), Logs(repository), Backup(repository), Restore(repository)];

    private static Command Status(Repository repository)
    {
        var data = RunningData();
        var format = new Option<string>("--format") { Description = "text or json.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var status = new Command("status", "Print how the stack's resources are; exits with 0 if all are healthy, with 1 if not or if none runs.") { data, format };
        status.SetAction((typed, cancellationToken) => StatusCommand.RunAsync(Running(repository, typed.GetValue(data)), typed.GetValue(format) == "json", cancellationToken));
        return status;
    }

    private static Command Down(Repository repository)
    {
        var data = RunningData();
        var down = new Command("down", "Stop the running stack, and wait until it has stopped.") { data };
        down.SetAction((typed, cancellationToken) => DownCommand.RunAsync(Running(repository, typed.GetValue(data)), cancellationToken));
        return down;
    }

    private static Command Logs(Repository repository)
    {
        var resource = new Argument<string>("resource") { Description = "Whose, by the name that ./imizu status prints." };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what comes, until Ctrl-C." };
        var lines = new Option<int>("--lines", "-n")
        {
            Description = "How many of the last lines.",
            DefaultValueFactory = _ => UsualLines,
            CustomParser = typed =>
            {
                if (int.TryParse(typed.Tokens[0].Value, CultureInfo.InvariantCulture, out var number) && number >= 0)
                {
                    return number;
                }
                typed.AddError("--lines is a number, 0 or more.");
                return 0;
            },
        };
        var data = RunningData();
        var logs = new Command("logs", "Print the console of a resource.") { resource, follow, lines, data };
        logs.SetAction((typed, cancellationToken) => LogsCommand.RunAsync(
            Running(repository, typed.GetValue(data)), typed.GetValue(resource)!, typed.GetValue(follow), typed.GetValue(lines), cancellationToken));
        return logs;
    }

    private static Command Backup(Repository repository)
    {
        var (file, data) = (new Argument<string>("file") { Description = "The file to make." }, Data());
        var backup = new Command(
            "backup",
            "Write all databases of the running stack into one file, as of one moment, without stopping it. There are no passwords in the file; "
            + "events hold no personal data; keep it all the same as you would keep the databases.") { file, data };
        backup.SetAction((typed, cancellationToken) =>
            BackupCommand.RunAsync(Path.GetFullPath(typed.GetValue(file)!), Folder(repository, typed.GetValue(data)), cancellationToken));
        return backup;
    }

    private static Command Restore(Repository repository)
    {
        var (file, data) = (new Argument<string>("file") { Description = "What ./imizu backup made." }, Data());
        var restore = new Command(
            "restore",
            "Make a stack out of a backup, run it, verify it, and stop it. Refused where the data folder is not empty, or the file is not whole.") { file, data };
        restore.SetAction((typed, cancellationToken) => new RestoreCommand(repository).RunAsync(
            Path.GetFullPath(typed.GetValue(file)!), Folder(repository, typed.GetValue(data)), cancellationToken));
        return restore;
    }

    /// <summary>Which stack.</summary>
    public static Option<string?> Data() => new("--data") { Description = "The stack's data folder; else .imizu/stack in the repository." };

    /// <summary>Which of those that run. A backup does not choose by itself: nobody would notice that it is the demo's.</summary>
    public static Option<string?> RunningData() => new("--data") { Description = "The stack's data folder; else that of the stack which runs here, the kept one or the demo's." };

    /// <summary>What was typed, or the folder of the stack that runs here; where none does, where the stack is kept.</summary>
    internal static string Running(Repository repository, string? given) => given is null ? repository.RunningFolder() ?? repository.StackData : Path.GetFullPath(given);

    /// <summary>What was typed, or where the stack is kept.</summary>
    public static string Folder(Repository repository, string? given) => given is null ? repository.StackData : Path.GetFullPath(given);
}
