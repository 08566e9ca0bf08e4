using System.Diagnostics;
using Imizu.LocalStack;

namespace Imizu.Cli.Stack;

/// <summary>The stack: the AppHost as a process of its own, in a session of its own, so that Ctrl-C reaches this program alone.</summary>
internal sealed class StackProcess : IAsyncDisposable
{
    private const int LinesOfLog = 10;

    private readonly Process _host;
    private readonly string _dataFolder;
    private bool _isKept;

    private StackProcess(Process host, string dataFolder) => (_host, _dataFolder) = (host, dataFolder);

    /// <summary>What the host prints.</summary>
    public static string LogIn(string dataFolder) => StackFiles.Log(dataFolder, "host");

    /// <summary>
    /// Starts a stack that a command makes for itself. What it prints goes into a file among its logs.
    /// </summary>
    /// <param name="repository">Where it was built.</param>
    /// <param name="dataFolder">Where it keeps its data.</param>
    /// <param name="only">The resources to run, with commas between them, and what they wait for; null for all.</param>
    /// <param name="hasDashboard">Whether it has a dashboard.</param>
    public static StackProcess Start(Repository repository, string dataFolder, string? only = null, bool hasDashboard = false)
    {
        // Made closed: what comes into the log first is already the way into the dashboard.
        Directory.CreateDirectory(Path.GetDirectoryName(LogIn(dataFolder))!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // The shell puts the output into a file by itself: the stack can outlive this program.
        var start = new ProcessStartInfo("setsid", ["/bin/sh", "-c", "exec \"$0\" \"$@\" > \"$IMIZU_HOST_LOG\" 2>&1 < /dev/null", "dotnet", repository.AppHost]) { WorkingDirectory = repository.Root };
        Dictionary<string, string?> settings = new()
        {
            ["Data__Folder"] = dataFolder,
            ["Run__Only"] = only,
            ["Dashboard__Enabled"] = $"{hasDashboard}",
            ["IMIZU_HOST_LOG"] = LogIn(dataFolder),
        };
        foreach (var (name, value) in settings)
        {
            // To the stack DATA__FOLDER is the same setting, and would be as good.
            foreach (var same in start.Environment.Keys.Where(other => other.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList())
            {
                start.Environment.Remove(same);
            }
            start.Environment[name] = value;
        }
        return new StackProcess(Process.Start(start)!, dataFolder);
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

    /// <summary>The last lines of a resource's log, each with the resource's name.</summary>
    public IEnumerable<string> LastLines(string resource) =>
        StackFiles.Log(_dataFolder, resource) is var log && File.Exists(log) ? File.ReadLines(log).TakeLast(LinesOfLog).Select(line => $"{resource}: {line}") : [];

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
}

/// <summary>The stack's host ended before its time.</summary>
internal sealed class StackEndedException(int exitCode, string log)
    : Exception($"The stack ended with exit code {exitCode}:{Environment.NewLine}{(File.Exists(log) ? File.ReadAllText(log) : "")}")
{
    public int ExitCode => exitCode;
}
