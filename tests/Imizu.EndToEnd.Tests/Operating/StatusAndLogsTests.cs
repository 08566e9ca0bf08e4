using System.Text.Json;
using Imizu.Operations.Loading;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.EndToEnd.Tests.Operating;

/// <summary>Whoever looks after a stack sees how it is.</summary>
[Collection(nameof(StackFixture))]
public sealed class StatusAndLogsTests(StackFixture stack)
{
    [Fact]
    public async Task The_status_of_a_healthy_stack_is_a_row_for_each_resource_and_0()
    {
        await stack.Stack.UntilHealthy(TestContext.Current.CancellationToken);
        var (exit, output) = await CommandLineRun.Of("status", "--data", stack.Stack.Folder);
        Assert.True(exit == 0, output);
        foreach (var (name, address) in stack.Stack.Services)
        {
            Assert.Matches($@"(?m)^{name} +healthy +{address.ToString().TrimEnd('/')} +{stack.Stack.State.Of(name).Pid} ", output);
        }
        Assert.Matches(@"(?m)^postgres +healthy +127\.0\.0\.1:\d+ ", output);
        Assert.DoesNotContain("Password", output);
    }

    [Fact]
    public async Task The_status_for_a_program_says_the_same()
    {
        await stack.Stack.UntilHealthy(TestContext.Current.CancellationToken);
        var (exit, output) = await CommandLineRun.Of("status", "--format", "json", "--data", stack.Stack.Folder);
        Assert.True(exit == 0, output);
        var status = JsonDocument.Parse(output).RootElement;
        Assert.True(status.GetProperty("isHealthy").GetBoolean());
        var projection = status.GetProperty("resources").EnumerateArray().Single(resource => resource.GetProperty("name").GetString() == Services.Projection);
        Assert.Equal("healthy", projection.GetProperty("state").GetString());
        Assert.Equal(stack.Stack.State.Of(Services.Projection).Pid, projection.GetProperty("pid").GetInt32());
        // Started after the stack, but for the second to which the kernel tells its boot.
        Assert.True(projection.GetProperty("since").GetDateTimeOffset() > status.GetProperty("started").GetDateTimeOffset().AddSeconds(-2));
    }

    [Fact]
    public async Task Where_no_stack_runs_the_status_says_so_and_is_1()
    {
        var (exit, output) = await CommandLineRun.Of("status", "--data", stack.Stack.Folder + ".none");
        Assert.Equal(1, exit);
        Assert.Contains("No stack runs", output);
    }

    [Fact]
    public async Task The_console_of_a_resource_is_printed_and_of_another_the_names()
    {
        var (exit, output) = await CommandLineRun.Of("logs", Services.Projection, "--lines", "1000", "--data", stack.Stack.Folder);
        Assert.True(exit == 0, output);
        Assert.Contains("Application started", output);

        (exit, output) = await CommandLineRun.Of("logs", "nobody", "--data", stack.Stack.Folder);
        Assert.Equal(1, exit);
        Assert.Contains("community-building, consultation, ", output);
    }
}
