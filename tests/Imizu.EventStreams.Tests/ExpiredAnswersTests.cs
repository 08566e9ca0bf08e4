using System.Net;
using System.Net.Http.Json;
using Imizu.Testing.Servers;
using Npgsql;
using Xunit;

namespace Imizu.EventStreams.Tests;

/// <summary>The answer to an idempotency key is kept for thirty days.</summary>
public sealed class ExpiredAnswersTests(TestServers servers)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Older_ones_are_deleted_and_others_stay()
    {
        var database = await servers.NewDatabase();
        var (old, recent) = (Guid.NewGuid(), Guid.NewGuid());
        await using var source = NpgsqlDataSource.Create(database);
        await using (var earlier = await ServiceProcess.Start("Imizu.Consultation", database, await servers.NewBroker(), Cancelled))
        {
            Assert.Equal((HttpStatusCode.Created, false), await Receive(earlier, old, "old"));
            Assert.Equal((HttpStatusCode.Created, false), await Receive(earlier, recent, "recent"));
        }
        await Ask(source, """
            insert into mt_doc_idempotentanswer (id, data, mt_dotnet_type, mt_version)
            select 'test filler-' || number, data, mt_dotnet_type, gen_random_uuid() from mt_doc_idempotentanswer, generate_series(1, 1200) number where id = 'test old';
            update mt_doc_idempotentanswer set mt_last_modified = now() - interval '31 days' where id <> 'test recent';
            update mt_doc_idempotentanswer set mt_last_modified = now() - interval '29 days' where id = 'test recent';
            select 0
            """);

        await using var service = await ServiceProcess.Start("Imizu.Consultation", database, await servers.NewBroker(), Cancelled);
        await Eventually.Seen(() => Ask(source, "select string_agg(id, ', ') from mt_doc_idempotentanswer"), ids => ids is "test recent", "only the recent one is left");
        Assert.Equal((HttpStatusCode.Created, true), await Receive(service, recent, "recent"));
        Assert.Equal((HttpStatusCode.Created, false), await Receive(service, Guid.NewGuid(), "old"));
    }

    [Fact]
    public async Task Those_of_tallies_stay_for_good()
    {
        var database = await servers.NewDatabase();
        await using var source = NpgsqlDataSource.Create(database);
        var old = (object)new { on = "2024-05-01", name = "拠点" };
        var registration = (object)new { on = "2024-05-01", programme = "分野", measure = "項目", unit = "件", kind = "flow", table = "relatedProject", order = 1 };
        await using (var earlier = await ServiceProcess.Start("Imizu.CommunityBuilding", database, await servers.NewBroker(), Cancelled))
        {
            Assert.Equal((HttpStatusCode.Created, false), await Send(earlier, $"/bases/{Guid.NewGuid()}/opening", old, "base"));
            Assert.Equal((HttpStatusCode.Created, false), await Send(earlier, "/measures/m/registration", registration, "measure"));
        }
        await Ask(source, "update mt_doc_idempotentanswer set mt_last_modified = now() - interval '3 years'; select 0");

        await using var service = await ServiceProcess.Start("Imizu.CommunityBuilding", database, await servers.NewBroker(), Cancelled);
        await Eventually.Seen(() => Ask(source, "select string_agg(id, ', ') from mt_doc_idempotentanswer"), ids => ids is "test measure", "only the measure's is left");
        Assert.Equal((HttpStatusCode.Created, true), await Send(service, "/measures/m/registration", registration, "measure"));
    }

    private static Task<(HttpStatusCode Status, bool IsReplayed)> Receive(ServiceProcess service, Guid caseId, string key) =>
        Send(service, $"/cases/{caseId}/receipt", new { on = "2024-05-01", route = "family" }, key);

    private static async Task<(HttpStatusCode Status, bool IsReplayed)> Send(ServiceProcess service, string path, object body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await service.Http.SendAsync(request, Cancelled);
        return (answer.StatusCode, answer.Headers.Contains("Idempotency-Replayed"));
    }

    private static async Task<object?> Ask(NpgsqlDataSource source, string question)
    {
        await using var command = source.CreateCommand(question);
        return await command.ExecuteScalarAsync(Cancelled);
    }
}
