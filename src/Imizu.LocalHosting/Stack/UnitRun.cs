using Imizu.Dashboard.Resources;

namespace Imizu.LocalHosting;

/// <summary>One unit from a start to the stop that somebody asks for: it is started again each time it dies.</summary>
internal sealed class UnitRun(Unit unit, LogFile log, UnitStatus status, TimeProvider clock, CancellationToken stop)
{
    /// <summary>The environment of the process that was started last.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; private set; }

    /// <summary>Waits for what the unit needs, and ends once it is stopped or has done what it had to do.</summary>
    public async Task RunAsync(IReadOnlyList<Task> dependencies)
    {
        var isFinished = false;
        try
        {
            status.Set(last => last with { State = ResourceState.Waiting });
            await Task.WhenAll(dependencies).WaitAsync(stop);
            var backoff = new Backoff();
            while (await RunOnceAsync() is { } healthyFor)
            {
                await Task.Delay(backoff.After(healthyFor), stop);
            }

            isFinished = status.State is ResourceState.Finished;
        }
        catch (OperationCanceledException)
        {
            // Stopped while it waited.
        }

        if (!isFinished)
        {
            status.Set(last => last with { State = ResourceState.Stopped, Process = null });
        }
    }

    /// <summary>Starts the process and stays until it ends. How long it was healthy; null if it needn't be started again.</summary>
    private async Task<TimeSpan?> RunOnceAsync()
    {
        status.Set(last => last with { State = ResourceState.Starting, Process = null });
        RunningProcess process;
        try
        {
            var plan = await unit.PrepareAsync(log, stop);
            Environment = plan.Environment;
            process = await Launcher.StartAsync(plan, log);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it is, it is in the log, and the next try comes.
            log.WriteLine(e.Message);
            status.Set(last => last with { State = ResourceState.Restarting, Restarts = last.Restarts + 1, ExitCode = null });
            return TimeSpan.Zero;
        }

        log.Tell(clock.GetUtcNow(), $"Process {process.Identity.Pid} was started.");
        status.Set(last => last with { State = ResourceState.Running, Process = process.Identity, ProcessStarted = clock.GetUtcNow() });
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        // One that is to end is judged by how it ends.
        var watch = unit.RunsToCompletion ? Task.FromResult(TimeSpan.Zero) : new HealthWatch(unit, HealthChanged).WatchAsync(over.Token);
        try
        {
            await process.Exited.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            status.Set(last => last with { State = ResourceState.Stopping });
            await process.StopAsync();
        }

        await over.CancelAsync();
        var healthyFor = await watch;
        return Ended(process.Identity.Pid, await process.Exited) ? null : healthyFor;
    }

    private void HealthChanged(bool isHealthy)
    {
        status.Set(last => last with { State = isHealthy ? ResourceState.Healthy : ResourceState.Running });
        // The first change is for the better.
        status.Settle();
    }

    private bool Ended(int pid, int exitCode)
    {
        var isAsked = stop.IsCancellationRequested || (unit.RunsToCompletion && exitCode == 0);
        log.Tell(clock.GetUtcNow(), $"Process {pid} has ended: {Exits.InWords(exitCode)}.{(isAsked ? "" : " Nobody asked for that: it is started again.")}");
        status.Set(last => last with { ExitCode = exitCode, ProcessEnded = clock.GetUtcNow() });
        if (unit.RunsToCompletion && exitCode == 0)
        {
            status.Set(last => last with { State = ResourceState.Finished, Process = null });
            status.Settle();
            return true;
        }

        if (!stop.IsCancellationRequested)
        {
            status.Set(last => last with { State = ResourceState.Restarting, Process = null, Restarts = last.Restarts + 1 });
        }

        return stop.IsCancellationRequested;
    }
}
