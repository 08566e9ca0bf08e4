using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Imizu.EventStreams.Tests;

/// <summary>A stored event that the running build cannot read stops itself and what comes after it at the announcer, and nothing else.</summary>
public sealed class UnreadableEventTests(TestServers servers)
{
    private const string NewType = "jp.imizu.consultation.case-foreseen.v1", Nowhere = "amqp://guest:guest@127.0.0.1:1";

    private static readonly Guid Before = Guid.NewGuid(), Itself = Guid.NewGuid(), After = Guid.NewGuid();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData($"type = '{NewType}', mt_dotnet_type = 'Imizu.Contracts.Consultation.CaseEvent+Foreseen, Imizu.Contracts'", NewType)]
    [InlineData("""data = '{"on": "some day", "route": "family"}'""", "jp.imizu.consultation.case-received.v1")]
    public async Task The_rest_goes_on_and_what_needs_it_says_which_it_is(string change, string type)
    {
        var (database, broker) = (await servers.NewDatabase(), await servers.NewBroker());
        await using (var cutOff = await ServiceProcess.Start("Imizu.Consultation", database, Nowhere, Cancelled))
        {
            await Receive(cutOff, Before);
            await Receive(cutOff, Itself);
            await Receive(cutOff, After);
        }
        await using var follower = await Follower.Start(broker, "jp.imizu.consultation.#");
        await using var source = NpgsqlDataSource.Create(database);
        await Execute(source, $"create table as_recorded as select seq_id, type, mt_dotnet_type, data from mt_events; update mt_events set {change} where stream_id = 'case/{Itself}'");
        var position = (long)(await Ask(source, $"select seq_id from mt_events where stream_id = 'case/{Itself}'"))!;
        await using var service = await ServiceProcess.Start("Imizu.Consultation", database, broker, Cancelled);

        // The page ends before it; one that would begin with it is a problem that names it, as everything that needs it.
        var page = await service.Http.GetFromJsonAsync<List<EventEnvelope>>("/events?wait=20", ContractJson.Options, Cancelled);
        Assert.Equal($"case/{Before}", Assert.Single(page!).Subject);
        Assert.Equal(1, (await service.Http.GetFromJsonAsync<ControlTotals>($"/control-totals?upTo={page![0].Position}", ContractJson.Options, Cancelled))!.Count);
        await IsNamed(await service.Http.GetAsync($"/events?after={page[0].Position}&wait=20", Cancelled), position, type);
        await IsNamed(await service.Http.GetAsync($"/control-totals?upTo={position}", Cancelled), position, type);
        await IsNamed(await service.Http.GetAsync($"/cases/{Itself}", Cancelled), position, type);
        await IsNamed(await service.Post($"/cases/{Itself}/plan", new { on = "2024-05-02" }, Cancelled), position, type);

        // Others go on.
        await Receive(service, Guid.NewGuid());
        Assert.Equal(HttpStatusCode.OK, (await service.Http.GetAsync($"/cases/{After}", Cancelled)).StatusCode);

        // It shows, and the service is ready all the same.
        var health = await Eventually.Seen(() => service.Http.GetFromJsonAsync<JsonElement>("/health/ready", Cancelled), IsDegraded, "it shows in the health");
        Assert.Contains($"position {position} is of the type {type}", health.GetProperty("reasons").GetProperty("announcing").GetString());
        await Eventually.Is(() => service.Console.Contains($"position {position} is of the type {type}", StringComparison.Ordinal), "it is logged", () => service.Console);
        Assert.Empty(follower.Received);

        // It is announced once it can be read.
        await Execute(source, "update mt_events set type = was.type, mt_dotnet_type = was.mt_dotnet_type, data = was.data from as_recorded was where was.seq_id = mt_events.seq_id");
        await follower.Until(4);
        await Eventually.Seen(() => service.Http.GetFromJsonAsync<JsonElement>("/health/ready", Cancelled), health => !IsDegraded(health), "it is well again");
    }

    [Fact]
    public async Task The_list_of_measures_says_which_it_is_too()
    {
        var database = await servers.NewDatabase();
        await using var service = await ServiceProcess.Start("Imizu.CommunityBuilding", database, Nowhere, Cancelled);
        var registration = new { on = "2024-05-01", programme = "分野", measure = "項目", unit = "件", kind = "flow", table = "relatedProject", order = 1 };
        Assert.Equal(HttpStatusCode.Created, (await service.Post("/measures/m/registration", registration, Cancelled)).StatusCode);
        await using var source = NpgsqlDataSource.Create(database);
        await Execute(source, """update mt_events set data = '{"on": "some day"}' where stream_id = 'measure/m'""");
        var (position, type) = ((long)(await Ask(source, "select seq_id from mt_events where stream_id = 'measure/m'"))!, (string)(await Ask(source, "select type from mt_events where stream_id = 'measure/m'"))!);
        await IsNamed(await service.Http.GetAsync("/measures", Cancelled), position, type);
    }

    [Fact]
    public async Task The_lag_shows_what_waits_behind_it()
    {
        var builder = await RecordingService.Builder(servers);
        builder.Configuration["ConnectionStrings:messaging"] = await servers.NewBroker();
        builder.AddEventStreams(new ServiceIdentity("consultation", (_, _) => throw new InvalidOperationException()));
        await using var app = builder.Build();
        await app.StartAsync(Cancelled);
        await using var source = NpgsqlDataSource.Create(builder.Configuration["ConnectionStrings:database"]!);
        await Execute(source, $"""
            insert into mt_streams (id, version) values ('case/{Itself}', 1);
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type)
            values (nextval('mt_events_sequence'), gen_random_uuid(), 'case/{Itself}', 1, '{"{}"}', '{NewType}', now() - interval '1 hour', '*DEFAULT*', 'No.Such, Type')
            """);

        var checks = app.Services.GetRequiredService<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckService>();
        await Eventually.Seen(
            async () => (await checks.CheckHealthAsync(Cancelled)).Entries["announcing"].Description, reason => reason?.Contains(NewType, StringComparison.Ordinal) is true, "it is named");
        Assert.InRange(Lag(app.Services.GetRequiredService<IMeterFactory>()), 3600, 7200);
    }

    private static double Lag(IMeterFactory meters)
    {
        var shown = -1.0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Name == "imizu.announcing.lag" && instrument.Meter.Scope == meters)
            {
                all.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => shown = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return shown;
    }

    private static bool IsDegraded(JsonElement health) =>
        health.GetProperty("status").GetString() == "Degraded" && health.GetProperty("reasons").TryGetProperty("announcing", out _);

    private static async Task Receive(ServiceProcess service, Guid caseId)
    {
        using var answer = await service.Post($"/cases/{caseId}/receipt", new { on = "2024-05-01", route = "family" }, Cancelled);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    private static async Task IsNamed(HttpResponseMessage answer, long position, string type)
    {
        using (answer)
        {
            var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancelled));
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "urn:imizu:problem:unreadable-event"), (answer.StatusCode, problem.GetProperty("type").GetString()));
            Assert.Contains($"位置 {position} の記録（種類 {type}）", problem.GetProperty("errors").GetProperty("event")[0].GetString());
            Assert.NotNull(answer.Headers.RetryAfter);
        }
    }

    private static async Task Execute(NpgsqlDataSource source, string statement)
    {
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    private static async Task<object?> Ask(NpgsqlDataSource source, string question)
    {
        await using var command = source.CreateCommand(question);
        return await command.ExecuteScalarAsync(Cancelled);
    }
}
