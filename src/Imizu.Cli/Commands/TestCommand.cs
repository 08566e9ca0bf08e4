using System.Diagnostics;
using Imizu.Cli.Stack;
using Imizu.Cli.Testing;
using Imizu.LocalHosting;

namespace Imizu.Cli.Commands;

/// <summary><c>imizu test</c>: every test project in turn, with one PostgreSQL and one RabbitMQ for all. The last line has the totals.</summary>
internal sealed class TestCommand(Repository repository)
{
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
        await using var servers = await LocalServers.StartAsync(Path.Combine(folder, "servers"), cancellationToken);
        var run = new TestRun(
            new Dictionary<string, string?>
            {
                [GivenServers.Postgres] = servers.PostgresConnectionString,
                [GivenServers.Messaging] = servers.RabbitMqConnectionString,
                [GivenServers.Management] = servers.ManagementConnectionString,
            },
            folder);

        var (passed, failed) = (0, 0);
        foreach (var project in TestProject.In(repository))
        {
            var started = Stopwatch.GetTimestamp();
            var result = await run.RunAsync(project, cancellationToken);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var word = result.IsGood ? "ok" : "FAILED";
            Console.WriteLine($"{word,-6} {project.Name,-36} {result.Passed,5} passed {result.Failed,3} failed {seconds,7:0.0} s");
            if (!result.IsGood)
            {
                Console.WriteLine(result.Output);
            }
            (passed, failed) = (passed + result.Passed, failed + result.Failed);
        }
        return (passed, failed);
    }
}
