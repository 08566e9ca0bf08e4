using System.Diagnostics;
using System.Text.Json;
using Imizu.Cli.Commands;
using Imizu.Cli.Operating;
using Imizu.Cli.Stack;
using Imizu.LocalStack;
using Xunit;

namespace Imizu.Cli.Tests.Operating;

/// <summary>Which stack is meant where none is named, and how its dashboard is found again.</summary>
public sealed class RunningStackTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("imizu-running-").FullName;
    private readonly Process _host = Process.Start("sleep", "300");
    private readonly Repository _repository;

    public RunningStackTests() => _repository = new(_root, "Release/net10.0");

    public void Dispose()
    {
        _host.Kill();
        _host.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public void Where_only_the_demo_runs_the_demo_is_meant()
    {
        Run(_repository.DemoData);

        Assert.Equal(_repository.DemoData, OperationsLine.Running(_repository, given: null));
    }

    [Fact]
    public void The_kept_stack_is_meant_before_the_demo_and_where_nothing_runs()
    {
        Assert.Equal(_repository.StackData, OperationsLine.Running(_repository, given: null));

        Run(_repository.DemoData);
        Run(_repository.StackData);

        Assert.Equal(_repository.StackData, OperationsLine.Running(_repository, given: null));
    }

    [Fact]
    public void A_folder_that_is_named_is_meant_whatever_runs()
    {
        Run(_repository.DemoData);

        Assert.Equal("/elsewhere", OperationsLine.Running(_repository, "/elsewhere"));
    }

    [Fact]
    public void The_address_of_the_dashboard_is_told_to_people_and_not_to_programs()
    {
        const string Address = "http://127.0.0.1:15001/login?t=of-the-test";
        Run(_repository.DemoData);
        File.WriteAllText(Path.Combine(_repository.DemoData, "dashboard.json"), $"\"{Address}\"");

        var status = StackStatus.Of(_repository.DemoData);

        Assert.Contains($"Dashboard: {Address}", StatusText.Of(status));
        Assert.DoesNotContain("of-the-test", JsonSerializer.Serialize(status), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"status":"Degraded","reasons":{"announcing":"Position 7 waits."}}""", "consultation, announcing: Position 7 waits.", false)]
    [InlineData("""{"status":"Healthy","reasons":{}}""", "Healthy: all that should run answers, and what had to end has ended well.", true)]
    [InlineData("Degraded", "Not healthy: consultation. It may be starting; else see ./imizu logs consultation.", false)]
    public async Task What_a_service_says_of_itself_is_told(string answer, string line, bool isHealthy)
    {
        await using var service = new PlayedService(request => request.Path == "/health/ready" ? (200, answer) : null);
        Run(_repository.StackData, new ResourceStatus("consultation", "project", ResourceState.Healthy, Process: null, service.Address.ToString(), Restarts: 0, ExitCode: null));
        using var http = new HttpClient();

        var status = await StackStatus.Of(_repository.StackData).WithReasonsAsync(http, TestContext.Current.CancellationToken);

        Assert.Equal(isHealthy, status.IsHealthy);
        Assert.Contains(line, StatusText.Of(status));
    }

    private void Run(string folder, params ResourceStatus[] resources)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, "stack.json"),
            JsonSerializer.Serialize(new StackState(ProcessIdentity.Of(_host.Id)!, DateTimeOffset.UnixEpoch, resources), JsonSerializerOptions.Web));
    }
}
