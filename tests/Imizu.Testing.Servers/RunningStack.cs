using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Imizu.LocalStack;
using Imizu.ServiceDefaults.Access;

namespace Imizu.Testing.Servers;

/// <summary>The stack as <c>Imizu.AppHost</c> runs it, or a part of it, with servers and a data folder of its own.</summary>
public sealed class RunningStack : IAsyncDisposable
{
    private readonly StringBuilder _printed = new();
    private readonly bool _isKept;
    private readonly ConcurrentDictionary<string, MachineTokens> _tokens = [];
    private readonly Process _process;

    private RunningStack(string? kept, bool hasTerminal, (string Name, string Value)[] settings)
    {
        (Folder, _isKept) = (kept ?? Path.Combine(Path.GetTempPath(), $"imizu-stack-{Guid.NewGuid():N}"), kept is not null);
        string[] command = ["dotnet", Repository.Built("Imizu.AppHost", "Imizu.AppHost")];
        // What script runs has a terminal, which closes when script ends.
        var start = new ProcessStartInfo(hasTerminal ? "script" : command[0], hasTerminal ? ["-qfc", $"exec {string.Join(' ', command.Select(word => $"'{word}'"))}", "/dev/null"] : command[1..])
        {
            RedirectStandardInput = hasTerminal,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Servers given to the tests are not given to the stack.
        foreach (var given in GivenServers.Variables)
        {
            start.Environment.Remove(given);
        }
        start.Environment["Data__Folder"] = Folder;
        start.Environment["Dashboard__Enabled"] = "false";
        // All of the stack's processes inherit this, and are found by it.
        start.Environment["TMPDIR"] = Directory.CreateDirectory(Temporary).FullName;
        foreach (var (name, value) in settings.Concat(StackPeople.Settings))
        {
            start.Environment[name] = value;
        }
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Its data folder.</summary>
    public string Folder { get; }

    /// <summary>What its resources are doing now.</summary>
    public StackState State => StackState.Read(Folder) ?? throw new InvalidOperationException("The stack has not begun.");

    /// <inheritdoc cref="StackState.Addresses" />
    public IReadOnlyDictionary<string, Uri> Services => State.Addresses();

    /// <summary>The address that opens its dashboard.</summary>
    public string Dashboard => StackState.ReadDashboard(Folder) ?? throw new InvalidOperationException("The stack has no dashboard.");

    /// <summary>An amqp URI, for the administrator.</summary>
    public string Broker => Connection("messaging");

    /// <summary>An http URI of the broker's management API, for the administrator.</summary>
    public string Management => Connection("management");

    /// <summary>The connection string of the database server, for the administrator, with no database named.</summary>
    public string Postgres => Connection("postgres");

    /// <summary>What the AppHost has printed.</summary>
    public string Console
    {
        get
        {
            lock (_printed)
            {
                return _printed.ToString();
            }
        }
    }

    /// <summary>All processes of the stack that run now, whatever their parent.</summary>
    public IReadOnlyList<(int Pid, string Command)> Processes => StackProcesses.With($"TMPDIR={Temporary}");

    private string Temporary { get; } = Path.Combine(Path.GetTempPath(), $"imizu-tmp-{Guid.NewGuid():N}");

    /// <summary>An amqp URI, for a service's own account.</summary>
    public string BrokerOf(string service) => Connection($"{service}-messaging");

    /// <summary>The connection string of a service's own database.</summary>
    public string DatabaseOf(string service) => Connection($"{service}-database");

    /// <summary>What the environment of the command line has, where it works on this stack by addresses.</summary>
    public (string Name, string Value)[] CommandLine =>
    [
        ("Authentication__Authority", Services["identity"].ToString()), ("Authentication__Client__Secret", Connection("imizu-cli").Split("Secret=")[1]),
    ];

    /// <summary>A client of all services, as somebody with a token of the stack's own provider: one of <see cref="StackPeople.All" />.</summary>
    public HttpClient Client(string actor = "test") => _tokens.GetOrAdd(actor, code => StackPeople.Tokens(this, code)).Client(() => Services);

    /// <summary>A connection string by its name in the data folder, such as <c>imizu-cli</c>.</summary>
    public string Connection(string name) => StackState.ReadConnectionStrings(Folder)[name];

    /// <summary>Starts it, and returns when all of it is healthy.</summary>
    /// <param name="cancellationToken">Gives up, and stops what has been started.</param>
    /// <param name="folder">Its data folder, which stays at the end; without it a new one, which does not.</param>
    /// <param name="settings">What else the AppHost's environment has. Without it the stack has no dashboard, which most tests need not wait for.</param>
    public static Task<RunningStack> Start(CancellationToken cancellationToken, string? folder = null, params (string Name, string Value)[] settings) =>
        new RunningStack(folder, hasTerminal: false, settings).Started(cancellationToken);

    /// <summary>Starts it in a terminal, which <see cref="CloseTerminal" /> closes.</summary>
    /// <inheritdoc cref="Start" />
    public static Task<RunningStack> StartInTerminal(string folder, CancellationToken cancellationToken) =>
        new RunningStack(folder, hasTerminal: true, []).Started(cancellationToken);

    /// <summary>Starts PostgreSQL and RabbitMQ alone.</summary>
    /// <inheritdoc cref="Start" />
    public static Task<RunningStack> StartServers(CancellationToken cancellationToken, string? folder = null) =>
        Start(cancellationToken, folder, ("Run__Only", "postgres,messaging"));

    /// <summary>Waits until everything is healthy, or healthy again.</summary>
    /// <exception cref="InvalidOperationException">It has ended instead, or never becomes healthy; the message has what it printed.</exception>
    public async Task UntilHealthy(CancellationToken cancellationToken)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100, cancellationToken))
        {
            var state = StackState.Read(Folder);
            if (state is { IsHealthy: true, Resources.Count: > 0 } && IsOurs(state.Host.Pid))
            {
                return;
            }
            if (_process.HasExited)
            {
                // With all that it has said.
                await _process.WaitForExitAsync(cancellationToken);
            }
            if (_process.HasExited || waited.Elapsed > Eventually.Patience)
            {
                throw new InvalidOperationException(
                    $"The stack is not healthy: {string.Join(", ", state?.Resources.Select(resource => $"{resource.Name} {resource.State}") ?? [])}; its logs are in {Folder}/logs.\n{Console}");
            }
        }
    }

    /// <summary>Kills a resource's process (kill -9) once it has one.</summary>
    public async Task Kill(string resource)
    {
        ProcessIdentity? process;
        while ((process = State.Of(resource).Process) is not { IsAlive: true })
        {
            await Task.Delay(20);
        }
        await StackProcesses.Signal("KILL", StackProcesses.ServerOf(process.Pid));
    }

    /// <summary>Holds a resource's process still, so that it neither answers nor goes away.</summary>
    public Task Freeze(string resource) => StackProcesses.Signal("STOP", StackProcesses.ServerOf(State.Of(resource).Pid!.Value));

    /// <summary>Lets it go on.</summary>
    public Task Thaw(string resource) => StackProcesses.Signal("CONT", StackProcesses.ServerOf(State.Of(resource).Pid!.Value));

    /// <summary>Sends a signal to the AppHost, such as KILL or TERM.</summary>
    public Task SignalHost(string signal) => StackProcesses.Signal(signal, State.Host.Pid);

    /// <summary>Closes the terminal that the AppHost was started in.</summary>
    public Task CloseTerminal() => StackProcesses.Signal("KILL", _process.Id);

    /// <summary>Waits until the AppHost and all of its processes have ended.</summary>
    public Task UntilEnded() => Eventually.Is(() => Processes is [], "all processes of the stack have ended", () => string.Join('\n', Processes));

    public async ValueTask DisposeAsync()
    {
        // Not INT: whatever was started in the background of a script ignores that.
        if (!_process.HasExited)
        {
            await StackProcesses.Signal("TERM", _process.Id);
        }
        await _process.WaitForExitAsync();
        _process.Dispose();
        await UntilEnded();
        Directory.Delete(Temporary, recursive: true);
        if (!_isKept)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private async Task<RunningStack> Started(CancellationToken cancellationToken)
    {
        try
        {
            await UntilHealthy(cancellationToken);
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    // What another AppHost has written into the folder is not this one's.
    private bool IsOurs(int host) => host == _process.Id || StackProcesses.ChildrenOf(_process.Id).Contains(host);

    private void Keep(object _, DataReceivedEventArgs line)
    {
        lock (_printed)
        {
            _printed.AppendLine(line.Data);
        }
    }
}

/// <summary>The processes of a stack, and signals to them.</summary>
internal static class StackProcesses
{
    /// <summary>The pids and command lines of all processes that have this in their environment, such as <c>NAME=value</c>, and of what they have started.</summary>
    public static IReadOnlyList<(int Pid, string Command)> With(string variable)
    {
        var found = new HashSet<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) && Read(folder, "environ").Split('\0').Contains(variable))
            {
                Add(pid);
            }
        }
        return [.. found.Select(pid => (pid, Read($"/proc/{pid}", "cmdline").Replace('\0', ' ')))];

        // Some overwrite their environment with what they are doing, as PostgreSQL's do.
        void Add(int pid)
        {
            if (found.Add(pid))
            {
                ChildrenOf(pid).ToList().ForEach(Add);
            }
        }
    }

    /// <summary>The server itself, where it runs below a shell that hands on signals to it, as PostgreSQL does.</summary>
    public static int ServerOf(int pid) =>
        Read($"/proc/{pid}", "comm").Trim() == "sh" && ChildrenOf(pid) is [var server] ? server : pid;

    public static IReadOnlyList<int> ChildrenOf(int pid) =>
    [
        .. Read($"/proc/{pid}/task/{pid}", "children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(child => int.Parse(child, CultureInfo.InvariantCulture)),
    ];

    public static async Task Signal(string signal, int pid)
    {
        using var kill = Process.Start("kill", ["-s", signal, "--", pid.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private static string Read(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
