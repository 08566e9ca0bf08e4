using Aspire.Hosting.ApplicationModel;
using Imizu.AppHost.Local;
using Imizu.LocalStack;
using Xunit;

namespace Imizu.AppHost.Tests;

public sealed class ResourceStateTests
{
    [Theory]
    [InlineData("Waiting", null, ResourceState.Waiting, ResourceState.Waiting)]
    [InlineData("Starting", null, ResourceState.Waiting, ResourceState.Starting)]
    [InlineData("Running", null, ResourceState.Starting, ResourceState.Healthy)]
    [InlineData(EmptyStack.State, null, ResourceState.Healthy, ResourceState.Healthy)]
    [InlineData("Stopping", null, ResourceState.Healthy, ResourceState.Stopping)]
    [InlineData("Finished", 0, ResourceState.Healthy, ResourceState.Stopped)]
    [InlineData("Finished", 0, ResourceState.Stopping, ResourceState.Stopped)]
    [InlineData("Exited", 137, ResourceState.Stopping, ResourceState.Stopped)]
    [InlineData("FailedToStart", null, ResourceState.Starting, ResourceState.Stopped)]
    [InlineData(Restarts.Restarting, 137, ResourceState.Healthy, ResourceState.Restarting)]
    public void What_Aspire_reports_is_one_of_our_states(string reported, int? exitCode, ResourceState before, ResourceState expected) =>
        Assert.Equal(expected, RunningResources.StateOf(Report(reported, exitCode), before, isJob: false));

    [Fact]
    public void A_job_is_not_well_until_it_has_ended() =>
        Assert.Equal(
            [ResourceState.Running, ResourceState.Finished, ResourceState.Stopped],
            [
                RunningResources.StateOf(Report("Running", null), ResourceState.Starting, isJob: true),
                RunningResources.StateOf(Report("Finished", 0), ResourceState.Running, isJob: true),
                RunningResources.StateOf(Report("Finished", 0), ResourceState.Stopping, isJob: true),
            ]);

    [Theory]
    [InlineData("PATH", true)]
    [InlineData("LC_ALL", true)]
    [InlineData("https_proxy", true)]
    [InlineData("ConnectionStrings__postgres", false)]
    [InlineData("Parameters__gateway-secret", false)]
    [InlineData("ASPNETCORE_ENVIRONMENT", false)]
    [InlineData("GITHUB_TOKEN", false)]
    public void Of_the_AppHosts_environment_only_what_a_program_needs_here_is_inherited(string variable, bool isInherited) =>
        Assert.Equal(isInherited, InheritedEnvironment.IsInherited(variable));

    private static CustomResourceSnapshot Report(string state, int? exitCode) => new() { ResourceType = "Project", Properties = [], State = state, ExitCode = exitCode };
}
