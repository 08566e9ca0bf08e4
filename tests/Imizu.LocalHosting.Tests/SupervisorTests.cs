using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.LocalHosting.Tests;

public sealed class SupervisorTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly DateTimeOffset _now = new(2026, 4, 1, 9, 0, 0, TimeSpan.Zero);
    private StackRecord _record = null!;
    private Supervisor _supervisor = null!;

    public async ValueTask InitializeAsync()
    {
        var folder = new DataFolder(_folder.Path);
        Directory.CreateDirectory(folder.At("logs"));
        var clock = new StandingClock(_now);
        _record = new(folder, _now, _ => { });
        _supervisor = new(new Sleep(), folder, _record, clock);
        _supervisor.Announce();
        _supervisor.Start([]);
        await _supervisor.Settled.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _supervisor.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_stopped_stays_stopped_and_is_started_when_it_is_asked_to()
    {
        var before = Status.Process!;

        await _supervisor.StopAsync();
        Assert.Equal((ResourceState.Stopped, false, 0), (Status.State, before.IsAlive, Status.Restarts));
        await _supervisor.StartAgainAsync();

        await Eventually.Is(() => Status is { State: ResourceState.Healthy, Process.IsAlive: true }, "healthy again");
        Assert.NotEqual(before, Status.Process);
    }

    [Fact]
    public async Task Starting_what_runs_does_nothing()
    {
        var before = Status.Process;

        await _supervisor.StartAgainAsync();

        Assert.Equal((before, ResourceState.Healthy), (Status.Process, Status.State));
    }

    [Fact]
    public async Task Stopping_twice_is_stopping()
    {
        await Task.WhenAll(_supervisor.StopAsync(), _supervisor.StopAsync());

        Assert.Equal(ResourceState.Stopped, Status.State);
    }

    [Fact]
    public async Task After_the_stack_has_ended_nothing_is_started_any_more()
    {
        await _supervisor.DisposeAsync();

        await _supervisor.StartAgainAsync();

        Assert.Equal((ResourceState.Stopped, null), (Status.State, Status.Process));
    }

    [Fact]
    public async Task How_and_when_it_ended_last_is_said()
    {
        Status.Process!.Send(Signal.Kill);

        await Eventually.Is(() => Status is { State: ResourceState.Healthy, Restarts: 1 }, "healthy again");
        Assert.Equal((137, _now, _now), (Status.ExitCode, Status.ProcessEnded, Status.ProcessStarted));
    }

    [Fact]
    public async Task Its_console_says_when_it_was_started_and_how_it_ended_and_who_asked_for_that()
    {
        var (first, console) = (Status.Pid, Path.Combine(_folder.Path, "logs", "sleep.log"));
        Status.Process!.Send(Signal.Kill);
        await Eventually.Is(() => Status is { State: ResourceState.Healthy, Restarts: 1 }, "healthy again");
        var second = Status.Pid;
        await _supervisor.StopAsync();

        Assert.Equal(
            [
                $"[stack 2026-04-01 09:00:00Z] Process {first} was started.",
                $"[stack 2026-04-01 09:00:00Z] Process {first} has ended: killed (SIGKILL). Nobody asked for that: it is started again.",
                $"[stack 2026-04-01 09:00:00Z] Process {second} was started.",
                "[stack 2026-04-01 09:00:00Z] Somebody has asked for a stop.",
                $"[stack 2026-04-01 09:00:00Z] Process {second} has ended: terminated (SIGTERM).",
            ],
            await File.ReadAllLinesAsync(console, TestContext.Current.CancellationToken));
    }

    private ResourceStatus Status => _record.State.Of("sleep");

    /// <summary>The least that a process can do.</summary>
    private sealed class Sleep() : Unit("sleep", "program")
    {
        public override Task<ProcessPlan> PrepareAsync(LogFile log, CancellationToken cancellationToken) =>
            Task.FromResult(new ProcessPlan("/bin/sleep", ["1000"]) { Environment = ProcessPlan.PlainEnvironment(), WorkingDirectory = "/" });

        public override Task<bool> IsHealthyAsync(CancellationToken cancellationToken) => Task.FromResult(true);
    }

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
