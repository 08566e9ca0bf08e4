using System.Diagnostics;
using Imizu.LocalHosting;

namespace Imizu.Testing.Servers;

/// <summary>The whole stack as <c>Imizu.AppHost</c> describes it, with servers and a data folder of its own.</summary>
public sealed class RunningStack : IAsyncDisposable
{
    private const string DashboardLine = "Dashboard: ";

    private readonly TaskCompletionSource<string> _dashboard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _folder;
    private readonly bool _isKept;
    private readonly Process _host;

    private RunningStack(string? kept, bool hasDashboard, int replicas)
    {
        (_folder, _isKept) = (kept ?? Path.Combine(Path.GetTempPath(), $"imizu-stack-{Guid.NewGuid():N}"), kept is not null);
        var start = new ProcessStartInfo("dotnet", [Repository.Built("Imizu.AppHost", "Imizu.AppHost", "bin/local")]) { RedirectStandardOutput = true };
        start.Environment["LocalHosting__DataFolder"] = _folder;
        start.Environment["LocalHosting__Dashboard"] = hasDashboard.ToString();
        start.Environment["Replicas"] = $"{replicas}";
        foreach (var given in GivenServers.Variables)
        {
            start.Environment.Remove(given);
        }
        _host = Process.Start(start)!;
        _host.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith(DashboardLine, StringComparison.Ordinal) == true)
            {
                _dashboard.TrySetResult(line.Data[DashboardLine.Length..]);
            }
        };
        _host.BeginOutputReadLine();
    }

    /// <summary>Its data folder.</summary>
    public string Folder => _folder;

    /// <summary>What its resources are doing now.</summary>
    public StackState State => StackState.Read(_folder) ?? throw new InvalidOperationException("The stack has not begun.");

    /// <inheritdoc cref="StackState.Addresses" />
    public IReadOnlyDictionary<string, Uri> Services => State.Addresses();

    /// <summary>What its dashboard is opened with, once all is healthy; never, where it has none.</summary>
    public Task<string> Dashboard => _dashboard.Task.WaitAsync(Eventually.Patience);

    /// <summary>An amqp URI, for the administrator.</summary>
    public string Broker => StackState.ReadConnectionStrings(_folder)["messaging"];

    /// <summary>An amqp URI, for a service's own account.</summary>
    public string BrokerOf(string service) => StackState.ReadConnectionStrings(_folder)[$"{service}-messaging"];

    /// <summary>The connection string of a service's own database.</summary>
    public string DatabaseOf(string service) => StackState.ReadConnectionStrings(_folder)[$"{service}-database"];

    /// <summary>Starts it, and returns when all of it is healthy.</summary>
    /// <param name="cancellationToken">Gives up, and stops what has been started.</param>
    /// <param name="folder">Its data folder, which stays at the end; without it a new one, which does not.</param>
    /// <param name="hasDashboard">Whether it has its dashboard, which most tests need not wait for.</param>
    /// <param name="replicas">How many processes each service has.</param>
    public static async Task<RunningStack> Start(CancellationToken cancellationToken, string? folder = null, bool hasDashboard = false, int replicas = 1)
    {
        var stack = new RunningStack(folder, hasDashboard, replicas);
        try
        {
            await stack.UntilHealthy(cancellationToken);
            return stack;
        }
        catch (OperationCanceledException)
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until everything is healthy, or healthy again.</summary>
    public async Task UntilHealthy(CancellationToken cancellationToken)
    {
        // Its own state: what a host that was killed has left there may look well until it is quite dead.
        for (var patience = Stopwatch.StartNew(); StackState.Read(_folder) is not { IsHealthy: true } state || state.Host.Pid != _host.Id; await Task.Delay(100, cancellationToken))
        {
            if (_host.HasExited || patience.Elapsed > Eventually.Patience)
            {
                throw new InvalidOperationException($"The stack is not healthy; its logs are in {_folder}/logs. {StackState.Read(_folder)}");
            }
        }
    }

    /// <summary>Kills a resource's process (kill -9) once it has one.</summary>
    public async Task Kill(string resource)
    {
        int? pid;
        while ((pid = State.Of(resource).Pid) is null)
        {
            await Task.Delay(20);
        }
        await Signal("KILL", pid.Value);
    }

    /// <summary>Holds a resource's processes still, so that they neither answer nor go away.</summary>
    public Task Freeze(string resource) => Signal("STOP", -State.Of(resource).Pid!.Value);

    /// <summary>Lets them go on.</summary>
    public Task Thaw(string resource) => Signal("CONT", -State.Of(resource).Pid!.Value);

    public async ValueTask DisposeAsync()
    {
        // Not INT: whatever was started in the background of a script ignores that.
        if (!_host.HasExited)
        {
            await Signal("TERM", _host.Id);
        }
        await _host.WaitForExitAsync();
        _host.Dispose();
        if (!_isKept)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task Signal(string signal, int pid)
    {
        using var kill = Process.Start("kill", ["-s", signal, "--", pid.ToString()]);
        await kill.WaitForExitAsync();
    }
}
