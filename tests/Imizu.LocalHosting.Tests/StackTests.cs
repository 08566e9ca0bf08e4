using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.LocalHosting.Tests;

public sealed class StackTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_service_gets_the_environment_that_Aspire_gives()
    {
        using var stack = await SubjectStack.Start(_folder.Path).HealthyAsync();

        var first = await stack.EnvironmentOfAsync("first");
        var second = await stack.EnvironmentOfAsync("second");

        var connections = StackState.ReadConnectionStrings(_folder.Path);
        Assert.StartsWith("Host=elsewhere;Database=first;Password=", first["ConnectionStrings__database"], StringComparison.Ordinal);
        Assert.Equal(connections["first-database"], first["ConnectionStrings__database"]);
        Assert.Equal("Host=elsewhere", connections["postgres"]);
        Assert.Equal(stack.State.Of("first").Url, second["services__first__http__0"]);
        Assert.Equal(stack.State.Of("first").Url, first["ASPNETCORE_URLS"]);
        Assert.Equal("first", first["OTEL_SERVICE_NAME"]);
        Assert.Matches("^service.instance.id=[0-9a-f]{32},deployment.environment.name=rehearsal$", first["OTEL_RESOURCE_ATTRIBUTES"]);
        Assert.Equal("http://collector:4317", first["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.DoesNotContain("ASPNETCORE_ENVIRONMENT", first.Keys);
        Assert.DoesNotContain("ConnectionStrings__anything", first.Keys);
        Assert.Equal("127.0.0.1;localhost", first["AllowedHosts"]);
        Assert.Contains("127.0.0.1", first["no_proxy"].Split(','));
    }

    [Fact]
    public async Task Services_wait_for_a_job_until_it_has_ended_well()
    {
        using var stack = await SubjectStack.Start(_folder.Path, "--Failures=2").HealthyAsync();

        var job = stack.State.Of("job");
        Assert.Equal((ResourceState.Finished, 2, 0), (job.State, job.Restarts, job.ExitCode!.Value));
        var (_, output, _) = await stack.StopAsync();
        string[] lines = [.. output.Split('\n').Select(line => line.TrimEnd())];
        Assert.True(Array.IndexOf(lines, "job                  finished") < Array.IndexOf(lines, "first                starting"), output);
        Assert.Contains(lines, line => line.StartsWith("All healthy after", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_that_is_killed_comes_back_at_its_address()
    {
        using var stack = await SubjectStack.Start(_folder.Path).HealthyAsync();
        var before = stack.State.Of("first");

        before.Process!.Send(Signal.Kill);

        await Eventually.Is(
            () => stack.State.Of("first") is { State: ResourceState.Healthy, Restarts: 1 }, "first healthy again");
        Assert.Equal(before.Url, stack.State.Of("first").Url);
        Assert.NotEqual(before.Pid, stack.State.Of("first").Pid);
    }

    [Fact]
    public async Task Ctrl_C_stops_everything_and_those_that_use_others_first()
    {
        using var stack = await SubjectStack.Start(_folder.Path).HealthyAsync();

        var (exitCode, output, errors) = await stack.StopAsync();

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Empty(Workings.Of(_folder.Path));
        Assert.True(
            output.IndexOf("second               stopped", StringComparison.Ordinal) is var second and > 0
            && second < output.IndexOf("first                stopped", StringComparison.Ordinal),
            output);
        Assert.False(stack.State.IsRunning);
    }

    [Fact]
    public async Task What_a_killed_host_leaves_is_asked_to_stop_and_the_next_start_ends_the_deaf()
    {
        ProcessIdentity deaf;
        using (var killed = await SubjectStack.Start(_folder.Path, "--Deaf=yes").HealthyAsync())
        {
            deaf = killed.State.Of("second").Process!;
            var polite = killed.State.Of("first").Process!;
            await killed.StopAsync(Signal.Kill);
            await Eventually.Is(() => !polite.IsAlive, "first ended");
            Assert.True(deaf.IsAlive);
        }

        using var next = await SubjectStack.Start(_folder.Path).HealthyAsync();

        Assert.False(deaf.IsAlive);
        await next.StopAsync(Signal.Terminate);
        Assert.Empty(Workings.Of(_folder.Path));
    }

    [Fact]
    public async Task A_stranger_with_a_recorded_pid_is_left_alone()
    {
        using var stranger = System.Diagnostics.Process.Start("sleep", "60");
        using (var data = new DataFolder(_folder.Path))
        {
            var notQuite = ProcessIdentity.Of(stranger.Id)! with { StartTicks = 1 };
            var service = new ResourceStatus("first", "project", ResourceState.Healthy, notQuite, null, 0, null);
            data.Write(DataFolder.StateFile, new StackState(notQuite, DateTimeOffset.UnixEpoch, [service]));
            Assert.Equal(0, await Orphans.EndAsync(data));
        }

        Assert.False(stranger.HasExited);
        stranger.Kill();
    }

    [Fact]
    public async Task A_second_stack_on_the_same_folder_is_refused_in_one_line()
    {
        using var first = await SubjectStack.Start(_folder.Path).HealthyAsync();
        using var second = SubjectStack.Start(_folder.Path);

        var (exitCode, output, errors) = await second.EndAsync();

        Assert.Equal((1, ""), (exitCode, output));
        var line = Assert.Single(errors.Trim().Split('\n'));
        Assert.StartsWith($"Another stack (process {first.Host.Id}) runs on {_folder.Path}", line, StringComparison.Ordinal);
        Assert.True(first.State.IsHealthy);
    }
}
