using System.Diagnostics;
using System.Net.Http.Json;
using Imizu.Cli.Commands;
using Imizu.Contracts;
using Imizu.Contracts.Replays;
using Imizu.Operations.Loading;
using Imizu.Operations.Replaying;
using Imizu.Testing.Servers;
using Npgsql;
using Xunit;

namespace Imizu.Cli.Tests.Replaying;

/// <summary><c>imizu replay</c> at a real projection service: what it says is of the replay that it started, and of no other.</summary>
public sealed class OwnReplayTests(TestServers servers) : IClassFixture<TestServers>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replay_that_never_got_its_turn_fails_although_the_one_before_it_was_swapped()
    {
        var database = await servers.NewDatabase();
        await using var service = await ServiceProcess.Start("Imizu.Projection", database, servers.Broker, Cancelled);
        var before = await Run(service);
        Assert.True(before.Exit == 0, before.Output);

        await using (var elsewhere = new NpgsqlConnection(database))
        {
            await elsewhere.OpenAsync(Cancelled);
            // As a step back that takes its time holds it.
            await using var hold = new NpgsqlCommand($"select pg_advisory_lock({0x5265706c6179})", elsewhere);
            await hold.ExecuteNonQueryAsync(Cancelled);
            var refused = await Run(service);
            Assert.Equal(1, refused.Exit);
            Assert.Contains("Another instance is replaying.", refused.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(nameof(ReplayPhase.Swapped), refused.Output, StringComparison.Ordinal);

            using var started = await service.Post("/replays", new { }, Cancelled);
            var others = (await started.Content.ReadFromJsonAsync<ReplayStatus>(ContractJson.Options, Cancelled))!.Id;
            var mine = Guid.CreateVersion7();
            var failure = await Assert.ThrowsAsync<LoadException>(
                async () => await new ReplayClient(service.Http.BaseAddress!, new HttpClient(), CommandLine.Actor).Watch(mine, Cancelled).LastAsync(Cancelled));
            Assert.Contains($"{mine}", failure.Message, StringComparison.Ordinal);
            Assert.Contains($"another replay ({others}", failure.Message, StringComparison.Ordinal);
        }
    }

    private static async Task<(int Exit, string Output)> Run(ServiceProcess service)
    {
        using var replay = Process.Start(new ProcessStartInfo(
            "dotnet", [Repository.Built("src/Imizu.Cli", "imizu-cli"), "replay", "--url", service.Http.BaseAddress!.ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (replay.StandardOutput.ReadToEndAsync(Cancelled), replay.StandardError.ReadToEndAsync(Cancelled));
        await replay.WaitForExitAsync(Cancelled);
        return (replay.ExitCode, await output + await error);
    }
}
