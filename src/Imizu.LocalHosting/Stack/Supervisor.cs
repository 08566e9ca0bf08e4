namespace Imizu.LocalHosting;

/// <summary>Keeps one unit running: waits for what it needs, starts it, and starts it again when it dies.</summary>
internal sealed class Supervisor(Unit unit, DataFolder folder, StackRecord record) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LogFile _log = folder.LogOf(unit.Name);
    private ResourceStatus _status = new(unit.Name, unit.Kind, ResourceState.Waiting, null, unit.Url, 0, null);
    private Task _running = Task.CompletedTask;

    public Unit Unit => unit;

    /// <summary>Ends when the unit is healthy for the first time; or has done what it had to do, if it is to end.</summary>
    public Task Settled => _settled.Task;

    public void Announce() => Set(_status);

    public void Start(IReadOnlyList<Task> dependencies) => _running = RunAsync(dependencies);

    /// <summary>Stops the unit.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(IReadOnlyList<Task> dependencies)
    {
        try
        {
            await Task.WhenAll(dependencies).WaitAsync(_stop.Token);
            var backoff = new Backoff();
            while (await RunOnceAsync() is { } healthyFor)
            {
                await Task.Delay(backoff.After(healthyFor), _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped while it waited.
        }

        if (_status.State is not ResourceState.Finished)
        {
            Set(_status with { State = ResourceState.Stopped, Process = null });
        }
    }

    /// <summary>Starts the process and stays until it ends. How long it was healthy; null if it needn't be started again.</summary>
    private async Task<TimeSpan?> RunOnceAsync()
    {
        Set(_status with { State = ResourceState.Starting, Process = null });
        RunningProcess process;
        try
        {
            process = await Launcher.StartAsync(await unit.PrepareAsync(_log, _stop.Token), _log);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it is, it is in the log, and the next try comes.
            _log.WriteLine(e.Message);
            Set(_status with { State = ResourceState.Restarting, Restarts = _status.Restarts + 1, ExitCode = null });
            return TimeSpan.Zero;
        }

        Set(_status with { State = ResourceState.Running, Process = process.Identity });
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        // One that is to end is judged by how it ends.
        var watch = unit.RunsToCompletion ? Task.FromResult(TimeSpan.Zero) : new HealthWatch(unit, HealthChanged).WatchAsync(over.Token);
        try
        {
            await process.Exited.WaitAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            await process.StopAsync();
        }

        await over.CancelAsync();
        var healthyFor = await watch;
        return Ended(await process.Exited) ? null : healthyFor;
    }

    private void HealthChanged(bool isHealthy)
    {
        Set(_status with { State = isHealthy ? ResourceState.Healthy : ResourceState.Running });
        // The first change is for the better.
        _settled.TrySetResult();
    }

    private bool Ended(int exitCode)
    {
        if (unit.RunsToCompletion && exitCode == 0)
        {
            Set(_status with { State = ResourceState.Finished, Process = null, ExitCode = exitCode });
            _settled.TrySetResult();
            return true;
        }

        if (!_stop.IsCancellationRequested)
        {
            Set(_status with { State = ResourceState.Restarting, Process = null, Restarts = _status.Restarts + 1, ExitCode = exitCode });
        }

        return _stop.IsCancellationRequested;
    }

    private void Set(ResourceStatus next) => record.Set(_status = next);
}
