using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Testing.Servers;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(TestServers))]

namespace Imizu.EventStreams.Tests;

/// <summary>Publishing and the feed, on the consultation service.</summary>
public sealed class AnnouncingTests(TestServers servers) : IAsyncLifetime
{
    private string _broker = "";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _broker = await servers.NewBroker();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<ServiceProcess> Consultation(string database) => ServiceProcess.Start("Imizu.Consultation", database, _broker, Cancelled);

    private static async Task Receive(ServiceProcess service, Guid caseId)
    {
        using var answer = await service.Post($"/cases/{caseId}/receipt", new { on = "2024-05-01", route = "family" }, Cancelled);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    [Fact]
    public async Task Published_events_equal_the_feed_in_order_and_without_gaps()
    {
        await using var service = await Consultation(await servers.NewDatabase());
        await using var follower = await Follower.Start(_broker, "jp.imizu.consultation.#");
        for (var i = 1; i <= 30; i++)
        {
            await Receive(service, Id(i));
        }
        // At least once: what came twice is one.
        await follower.Until(30);

        var feed = await service.Http.GetFromJsonAsync<List<EventEnvelope>>("/events?after=0&limit=1000", ContractJson.Options, Cancelled);
        Assert.Equal(feed!.Select(Written), follower.Received.Select(r => r.Envelope).DistinctBy(e => e.Id).Select(Written));
        Assert.Equal(feed!.Select(e => e.Previousposition), feed!.Select(e => e.Position).Prepend(0).SkipLast(1));
        Assert.All(follower.Received, r => Assert.Equal(r.Envelope.Type, r.RoutingKey));
    }

    [Fact]
    public async Task What_waited_for_the_broker_is_published_in_order()
    {
        var database = await servers.NewDatabase();
        await using (var cutOff = await ServiceProcess.Start("Imizu.Consultation", database, "amqp://guest:guest@127.0.0.1:1", Cancelled))
        {
            for (var i = 1; i <= 100; i++)
            {
                await Receive(cutOff, Id(i));
            }
        }
        await using var follower = await Follower.Start(_broker, "jp.imizu.consultation.#");
        await using var service = await Consultation(database);
        await follower.Until(100);

        Assert.Equal(Enumerable.Range(1, 100).Select(i => $"case/{Id(i)}"), follower.Received.Select(r => r.Envelope.Subject).Distinct());
    }

    [Fact]
    public async Task The_feed_can_be_read_page_by_page_from_anywhere()
    {
        await using var service = await Consultation(await servers.NewDatabase());
        for (var i = 1; i <= 7; i++)
        {
            await Receive(service, Id(i));
        }
        using var first = await service.Http.GetAsync("/events?after=0&wait=10", Cancelled);
        Assert.Equal("application/cloudevents-batch+json", first.Content.Headers.ContentType?.MediaType);

        var read = new List<EventEnvelope>();
        await Eventually.Is(ReadsOn, "all seven are read", () => $"{read.Count} were.");
        Assert.Equal(Enumerable.Range(1, 7).Select(i => $"case/{Id(i)}"), read.Select(e => e.Subject));

        async Task<bool> ReadsOn()
        {
            read.AddRange((await service.Http.GetFromJsonAsync<List<EventEnvelope>>(
                $"/events?after={read.LastOrDefault()?.Position ?? 0}&limit=3&wait=5", ContractJson.Options, Cancelled))!);
            return read.Count >= 7;
        }
    }

    [Fact]
    public async Task A_feed_read_for_a_replay_marks_events_as_replayed_and_changes_nothing_else()
    {
        await using var service = await Consultation(await servers.NewDatabase());
        await Receive(service, Id(1));
        using var ready = await service.Http.GetAsync("/events?wait=10", Cancelled);
        var news = (await service.Http.GetFromJsonAsync<List<EventEnvelope>>("/events", ContractJson.Options, Cancelled))!;
        var again = (await service.Http.GetFromJsonAsync<List<EventEnvelope>>("/events?replay=true", ContractJson.Options, Cancelled))!;
        Assert.Equal((1, false), (news.Count, news.Any(envelope => envelope.Replayed)));
        Assert.All(again, envelope => Assert.True(envelope.Replayed));
        Assert.Equal(news.Select(Written), again.Select(envelope => Written(envelope with { Replayed = false })));
        Assert.Equal(news.Select(CanonicalEvent.BytesOf), again.Select(CanonicalEvent.BytesOf));
        Assert.DoesNotContain("replayed", await service.Http.GetStringAsync("/events", Cancelled));
    }

    [Fact]
    public async Task One_instance_announces_and_another_takes_over_when_it_is_killed()
    {
        var database = await servers.NewDatabase();
        await using var follower = await Follower.Start(_broker, "jp.imizu.consultation.case-received.v1");
        await using var one = await Consultation(database);
        await Receive(one, Id(1));
        await follower.Until(1);
        await using var other = await Consultation(database);
        await Receive(other, Id(2));
        await follower.Until(2);

        await one.Kill();
        await Receive(other, Id(3));
        await follower.Until(3);
        // The second may come again: it can have been confirmed, and the leader killed before it had noted that.
        foreach (var once in (Guid[])[Id(1), Id(3)])
        {
            Assert.Single(follower.Received, came => came.Envelope.Subject == $"case/{once}");
        }
    }

    [Fact]
    public async Task Announcing_continues_after_the_leaders_connection_is_cut()
    {
        var database = await servers.NewDatabase();
        await using var follower = await Follower.Start(_broker, "jp.imizu.consultation.case-received.v1");
        await using var one = await Consultation(database);
        await using var other = await Consultation(database);
        await Receive(one, Id(1));
        await follower.Until(1);

        await using (var source = NpgsqlDataSource.Create(database))
        await using (var cut = source.CreateCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"))
        {
            await cut.ExecuteNonQueryAsync(Cancelled);
        }
        for (var i = 2; i <= 20; i++)
        {
            // A connection of the pool that was cut fails once; the caller sends again with the same key.
            await Eventually.Seen(Sent, sent => sent is HttpStatusCode.Created, "it is recorded");

            async Task<HttpStatusCode> Sent()
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"/cases/{Id(i)}/receipt") { Content = JsonContent.Create(new { on = "2024-05-01", route = "family" }) };
                request.Headers.Add("Idempotency-Key", $"key-{i}");
                using var answer = await (i % 2 == 0 ? one : other).Http.SendAsync(request, Cancelled);
                Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode}");
                return answer.StatusCode;
            }
        }
        await follower.Until(20);
    }

    private static string Written(EventEnvelope envelope) => JsonSerializer.Serialize(envelope, ContractJson.Options);
}
