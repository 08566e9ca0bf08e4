using System.Diagnostics;
using Imizu.Cli.Stack;
using Imizu.Cli.Testing;
using Imizu.LocalStack;

namespace Imizu.Cli.Commands;

/// <summary><c>imizu test</c>: every test project in turn, with one PostgreSQL and one RabbitMQ for all. The last line has the totals.</summary>
internal sealed class TestCommand(Repository repository)
{
    private const int Slowest = 10;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("imizu-test-").FullName;
        try
        {
            var (passed, failed) = await RunAllAsync(folder, cancellationToken);
            Console.WriteLine($"{passed} passed, {failed} failed");
            return failed == 0 && passed > 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<(int Passed, int Failed)> RunAllAsync(string folder, CancellationToken cancellationToken)
    {
        Console.WriteLine("Starting PostgreSQL and RabbitMQ.");
        var data = Path.Combine(folder, "servers");
        await using var servers = StackProcess.Start(repository, data, only: "postgres,messaging");
        await servers.HealthyAsync(_ => { }, cancellationToken);
        var connections = StackState.ReadConnectionStrings(data);
        var run = new TestRun(
            // What they start inherits it too.
            new Dictionary<string, string?>(QuickStart.Settings!)
            {
                [GivenServers.Postgres] = connections["postgres"],
                [GivenServers.Messaging] = connections["messaging"],
                [GivenServers.Management] = connections["management"],
            },
            folder);

        var (passed, failed, tests) = (0, 0, new List<TestDuration>());
        // One after another: they keep both cores of a small machine busy as it is, and two at once took nine tenths of the time.
        foreach (var project in TestProject.In(repository))
        {
            var started = Stopwatch.GetTimestamp();
            var result = await run.RunAsync(project, cancellationToken);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            Console.WriteLine($"{(result.IsGood ? "ok" : "FAILED"),-6} {project.Name,-36} {result.Passed,5} passed {result.Failed,3} failed {seconds,7:0.0} s");
            if (!result.IsGood)
            {
                Console.WriteLine(result.Output);
            }
            (passed, failed) = (passed + result.Passed, failed + result.Failed);
            tests.AddRange(result.Tests);
        }
        Console.WriteLine($"The {Slowest} slowest tests:");
        foreach (var test in tests.OrderByDescending(test => test.Duration).Take(Slowest))
        {
            Console.WriteLine($"{test.Duration / 1000,7:0.0} s {test.Name}");
        }
        return (passed, failed);
    }
}
