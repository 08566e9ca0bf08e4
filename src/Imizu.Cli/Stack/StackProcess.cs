using System.Diagnostics;
using Imizu.LocalHosting;

namespace Imizu.Cli.Stack;

/// <summary>The stack: the AppHost as a process of its own, in a session of its own, so that Ctrl-C reaches this program alone.</summary>
internal sealed class StackProcess : IAsyncDisposable
{
    private readonly Process _host;
    private readonly string _dataFolder;
    private bool _isKept;

    private StackProcess(Process host, string dataFolder) => (_host, _dataFolder) = (host, dataFolder);

    /// <summary>What the host prints, where it does not print it here.</summary>
    public static string LogIn(string dataFolder) => Path.Combine(dataFolder, "logs", "host.log");

    /// <summary>Starts the stack that is kept; what it prints goes to the terminal.</summary>
    /// <param name="repository">Where it was built.</param>
    /// <param name="dataFolder">Where it keeps its data.</param>
    public static StackProcess Start(Repository repository, string dataFolder) =>
        Start(repository, dataFolder, ["dotnet", repository.AppHost], new() { ["LocalHosting__Only"] = null });

    /// <summary>
    /// Starts a stack that a command makes for itself. What it prints goes into a file among its logs, and it has no inbox: the files in that are
    /// the kept stack's.
    /// </summary>
    /// <param name="repository">Where it was built.</param>
    /// <param name="dataFolder">Where it keeps its data.</param>
    /// <param name="only">The resource to run with what that needs; null for all.</param>
    public static StackProcess StartApart(Repository repository, string dataFolder, string? only = null)
    {
        // Made closed: what comes into the log first is already the way into the dashboard.
        Directory.CreateDirectory(Path.GetDirectoryName(LogIn(dataFolder))!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Start(
            repository,
            dataFolder,
            // The shell puts the output into a file by itself: the stack can outlive this program.
            ["/bin/sh", "-c", "exec \"$0\" \"$@\" > \"$IMIZU_HOST_LOG\" 2>&1 < /dev/null", "dotnet", repository.AppHost],
            new() { ["LocalHosting__Only"] = only, ["Inbox__Folder"] = "", ["IMIZU_HOST_LOG"] = LogIn(dataFolder) });
    }

    /// <summary>Ends with the host, with its exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        await _host.WaitForExitAsync(cancellationToken);
        return _host.ExitCode;
    }

    /// <summary>What the stack is doing; null until it has said so for the first time.</summary>
    /// <exception cref="StackEndedException">The host has ended.</exception>
    public StackState? State()
    {
        var state = StackState.Read(_dataFolder);
        return _host.HasExited ? throw new StackEndedException(_host.ExitCode, LogIn(_dataFolder))
            : state?.Host.Pid == _host.Id ? state
            : null;
    }

    /// <summary>Leaves the stack running when this program ends.</summary>
    public void Keep() => _isKept = true;

    /// <summary>Stops the stack, and waits until all of it has stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_isKept && !_host.HasExited && ProcessIdentity.Of(_host.Id) is { } host)
        {
            await Stopping.StopAsync(host);
        }
        _host.Dispose();
    }

    private static StackProcess Start(Repository repository, string dataFolder, string[] command, Dictionary<string, string?> settings)
    {
        var start = new ProcessStartInfo("setsid", command) { WorkingDirectory = repository.Root };
        settings["LocalHosting__DataFolder"] = dataFolder;
        foreach (var (name, value) in settings)
        {
            // To the stack INBOX__FOLDER is the same setting, and would be as good.
            foreach (var same in start.Environment.Keys.Where(other => other.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList())
            {
                start.Environment.Remove(same);
            }
            start.Environment[name] = value;
        }
        return new StackProcess(Process.Start(start)!, dataFolder);
    }
}

/// <summary>The stack's host ended before its time.</summary>
internal sealed class StackEndedException(int exitCode, string log)
    : Exception($"The stack ended with exit code {exitCode}:{Environment.NewLine}{(File.Exists(log) ? File.ReadAllText(log) : "")}")
{
    public int ExitCode => exitCode;
}
