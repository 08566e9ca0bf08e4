using System.Net;
using System.Net.Http.Json;
using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.Replays;
using Imizu.Projection.Facts;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Projection.Tests.Replay;

/// <summary>Two instances of the service: either reports, accepts and cancels a replay of the other.</summary>
public sealed class ReplayElsewhereTests(TestServers servers)
{
    private static CancellationToken Cancelled => ProjectionDatabase.Cancelled;

    [Fact]
    public async Task Every_instance_reports_accepts_and_cancels_a_replay_and_reports_its_interruption()
    {
        await using var city = await ProjectionDatabase.Start(servers);
        await city.Accept([.. Envelope.Chain(500, i => new CaseEvent.PlanRevised(new DateOnly(2024, 4, 1).AddDays(i % 365)))]);
        // Something differs, so that each replay waits for somebody.
        await city.Execute($"update {FactTable.Name(1)} set weight = 2 where position = (select max(position) from {FactTable.Name(1)})");
        var broker = await servers.NewBroker();
        await using var one = await ServiceProcess.Start("Imizu.Projection", city.Connection, broker, Cancelled);
        await using var other = await ServiceProcess.Start("Imizu.Projection", city.Connection, broker, Cancelled);
        using (var never = await other.Http.GetAsync("/replays/latest", Cancelled))
        {
            Assert.Equal(HttpStatusCode.NotFound, never.StatusCode);
        }

        var cancelled = await Blocked(one, other);
        using (var second = await other.Post("/replays", new { }, Cancelled))
        {
            Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        }
        await Done(other, cancelled, "cancellation", new { });
        Assert.Equal(cancelled, (await Told(one, status => status.Phase == ReplayPhase.Cancelled)).Id);
        await Told(other, status => status.Phase == ReplayPhase.Cancelled);

        var killed = await Blocked(one, other);
        await one.Kill();
        var interrupted = await Told(other, status => status.IsOver);
        Assert.Equal((killed, ReplayPhase.Failed), (interrupted.Id, interrupted.Phase));
        Assert.Contains("interrupted", interrupted.Failure, StringComparison.Ordinal);

        await using var third = await ServiceProcess.Start("Imizu.Projection", city.Connection, broker, Cancelled);
        var accepted = await Blocked(other, third);
        // Of one that is over nothing is asked any more, whatever runs now.
        await NotDone(third, killed, "acceptance", new { reason = "試験のため" });
        await NotDone(third, killed, "cancellation", new { });
        third.Http.DefaultRequestHeaders.Authorization = TestProvider.Shared.Header("projection", "elsewhere");
        await Done(third, accepted, "acceptance", new { reason = "試験のため" });
        Assert.Equal((accepted, 1), (await Told(third, status => status.Phase == ReplayPhase.Swapped)) is var over ? (over.Id, over.Differences.Count) : default);
        await SteppedBack(other, third, accepted);
    }

    /// <summary>What was accepted at one instance and swapped by the other is told by both, and the step back is made once.</summary>
    private static async Task SteppedBack(ServiceProcess one, ServiceProcess other, Guid accepted)
    {
        var replayed = await Generations(one);
        var swap = Assert.Single(replayed.Swaps);
        Assert.Equal((accepted, "test", 1, "elsewhere", "試験のため"), (swap.Replay, swap.Actor, swap.Differing, swap.AcceptedBy, swap.Reason));

        using var missing = await one.Post("/replays/rollback", new { }, Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, missing.StatusCode);
        Assert.Contains("\"from\"", await missing.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        using var stepped = await one.Post("/replays/rollback", new { from = replayed.Live }, Cancelled);
        Assert.Equal(1, (await stepped.Content.ReadFromJsonAsync<GenerationSwap>(ContractJson.Options, Cancelled))!.To);
        using var again = await other.Post("/replays/rollback", new { from = replayed.Live }, Cancelled);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal((1, replayed.Live, 2), await Generations(other) is var now ? (now.Live, now.Previous, now.Swaps.Count) : default);
    }

    private static async Task<GenerationsStatus> Generations(ServiceProcess service) =>
        (await service.Http.GetFromJsonAsync<GenerationsStatus>("/replays/generations", ContractJson.Options, Cancelled))!;

    /// <summary>Starts a replay at one instance, and waits until another one tells that it is blocked.</summary>
    private static async Task<Guid> Blocked(ServiceProcess runs, ServiceProcess tells)
    {
        using var started = await runs.Post("/replays", new { }, Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var id = (await started.Content.ReadFromJsonAsync<ReplayStatus>(ContractJson.Options, Cancelled))!.Id;
        await Told(tells, status => status.Id == id && status.Phase == ReplayPhase.Blocked);
        return id;
    }

    private static Task Done(ServiceProcess service, Guid id, string what, object body) => Asked(service, id, what, body, HttpStatusCode.NoContent);

    private static Task NotDone(ServiceProcess service, Guid id, string what, object body) => Asked(service, id, what, body, HttpStatusCode.Conflict);

    private static async Task Asked(ServiceProcess service, Guid id, string what, object body, HttpStatusCode answered)
    {
        using var answer = await service.Post($"/replays/{id}/{what}", body, Cancelled);
        Assert.Equal(answered, answer.StatusCode);
    }

    private static async Task<ReplayStatus> Told(ServiceProcess service, Func<ReplayStatus, bool> isSo)
    {
        return (await Eventually.Seen(Latest, status => status is not null && isSo(status), "it tells that", status => $"{status}\n{service.Console}"))!;

        async Task<ReplayStatus?> Latest()
        {
            using var answer = await service.Http.GetAsync("/replays/latest", Cancelled);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<ReplayStatus>(ContractJson.Options, Cancelled) : null;
        }
    }
}
