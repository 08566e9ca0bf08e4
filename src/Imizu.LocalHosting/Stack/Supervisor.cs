using System.Diagnostics;

namespace Imizu.LocalHosting;

/// <summary>Keeps one unit running: waits for what it needs, starts it, watches it, and starts it again when it dies.</summary>
internal sealed class Supervisor(Unit unit, DataFolder folder, StackRecord record) : IAsyncDisposable
{
    // One late answer of a busy service is no news.
    private const int MissesToBeUnhealthy = 3;
    private static readonly TimeSpan WatchHealthy = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WatchUnhealthy = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource healthy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LogFile log = folder.LogOf(unit.Name);
    private ResourceStatus status = new(unit.Name, unit.Kind, ResourceState.Waiting, null, unit.Url, 0, null);
    private Task running = Task.CompletedTask;

    public Unit Unit => unit;

    /// <summary>Ends when the unit is healthy for the first time.</summary>
    public Task Healthy => healthy.Task;

    /// <summary>Ends when the unit has done what it had to do.</summary>
    public Task Finished => finished.Task;

    /// <summary>Ends when nothing more is expected of the start.</summary>
    public Task Settled => unit.RunsToCompletion ? Finished : Healthy;

    public void Announce() => Set(status);

    public void Start(IReadOnlyList<Task> dependencies) => running = RunAsync(dependencies);

    /// <summary>Stops the unit.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }

    private async Task RunAsync(IReadOnlyList<Task> dependencies)
    {
        try
        {
            await Task.WhenAll(dependencies).WaitAsync(stop.Token);
            var backoff = new Backoff();
            while (await RunOnceAsync() is { } healthyFor)
            {
                await Task.Delay(backoff.After(healthyFor), stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped while it waited.
        }

        if (status.State is not ResourceState.Finished)
        {
            Set(status with { State = ResourceState.Stopped, Process = null });
        }
    }

    /// <summary>Starts the process and stays until it ends. How long it was healthy; null if it needn't be started again.</summary>
    private async Task<TimeSpan?> RunOnceAsync()
    {
        Set(status with { State = ResourceState.Starting, Process = null });
        RunningProcess process;
        try
        {
            process = await Launcher.StartAsync(await unit.PrepareAsync(log, stop.Token), log);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it is, it is in the log, and the next try comes.
            log.WriteLine(e.Message);
            Set(status with { State = ResourceState.Restarting, Restarts = status.Restarts + 1, ExitCode = null });
            return TimeSpan.Zero;
        }

        Set(status with { State = ResourceState.Running, Process = process.Identity });
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var watch = WatchHealthAsync(over.Token);
        try
        {
            await process.Exited.WaitAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            await process.StopAsync();
        }

        await over.CancelAsync();
        var healthyFor = await watch;
        return Ended(await process.Exited) ? null : healthyFor;
    }

    private bool Ended(int exitCode)
    {
        if (unit.RunsToCompletion && exitCode == 0)
        {
            Set(status with { State = ResourceState.Finished, Process = null, ExitCode = exitCode });
            finished.TrySetResult();
            return true;
        }

        if (!stop.IsCancellationRequested)
        {
            Set(status with { State = ResourceState.Restarting, Process = null, Restarts = status.Restarts + 1, ExitCode = exitCode });
        }

        return stop.IsCancellationRequested;
    }

    /// <summary>Asks the unit how it is until it is over; how long it has been healthy.</summary>
    private async Task<TimeSpan> WatchHealthAsync(CancellationToken over)
    {
        var since = new Stopwatch();
        var missed = 0;
        while (!unit.RunsToCompletion && !over.IsCancellationRequested)
        {
            missed = await unit.IsHealthyAsync(over) ? 0 : missed + 1;
            if (over.IsCancellationRequested)
            {
                break;
            }

            if (missed == 0)
            {
                since.Start();
                Set(status with { State = ResourceState.Healthy });
                healthy.TrySetResult();
            }
            else if (missed == MissesToBeUnhealthy)
            {
                Set(status with { State = ResourceState.Running });
            }

            var pause = Task.Delay(status.State is ResourceState.Healthy ? WatchHealthy : WatchUnhealthy, over);
            await pause.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return since.Elapsed;
    }

    private void Set(ResourceStatus next) => record.Set(status = next);
}
