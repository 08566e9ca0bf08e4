using System.Net;
using System.Net.Http.Json;
using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.Replays;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Projection.Tests.Replay;

/// <summary>The projection service as a process of its own, killed in the middle of a replay.</summary>
public sealed class KilledReplayTests(TestServers servers)
{
    private const int Many = 60_000, Batch = 5_000;

    private static readonly ReplayPhase[] Killed = [ReplayPhase.Folding, ReplayPhase.Indexing, ReplayPhase.Comparing, ReplayPhase.Swapping];

    private static CancellationToken Cancelled => ProjectionDatabase.Cancelled;

    [Fact]
    public async Task A_replay_killed_in_any_phase_leaves_the_live_report_unchanged_and_the_next_one_succeeds()
    {
        await using var city = await ProjectionDatabase.Start(servers);
        foreach (var batch in Envelope.Chain(Many, Contact).Chunk(Batch))
        {
            await city.Accept(batch);
        }
        var broker = await servers.NewBroker();
        string? told = null;
        foreach (var phase in Killed)
        {
            await using var service = await ServiceProcess.Start("Imizu.Projection", city.Connection, broker, Cancelled);
            told ??= await Report(service);
            Assert.Equal(told, await Report(service));
            using var started = await service.Post("/replays", new { }, Cancelled);
            Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
            while ((await Latest(service)) is { IsOver: false } status && status.Phase < phase)
            {
            }
            await service.Kill();
        }

        await using var last = await ServiceProcess.Start("Imizu.Projection", city.Connection, broker, Cancelled);
        Assert.Equal(told, await Report(last));
        using var again = await last.Post("/replays", new { }, Cancelled);
        var over = await Eventually.Seen(() => Latest(last), status => status.IsOver, "the replay is over");
        Assert.Equal((ReplayPhase.Swapped, Many, 0), (over.Phase, over.Done, over.Differences.Count));
        Assert.Equal(told, await Report(last));
    }

    private static object Contact(int i) => new CaseEvent.ContactRecorded(
        new DateOnly(2024, 4, 1).AddDays(i % 365), (ContactMethod)(i % 7), [(ContactTopic)(i % 11)]);

    private static Task<string> Report(ServiceProcess service) => service.Http.GetStringAsync("/reports/2024", Cancelled);

    private static async Task<ReplayStatus> Latest(ServiceProcess service) =>
        (await service.Http.GetFromJsonAsync<ReplayStatus>("/replays/latest", ContractJson.Options, Cancelled))!;
}
