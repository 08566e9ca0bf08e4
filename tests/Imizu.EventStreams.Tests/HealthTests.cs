using System.Net;
using System.Text.Json;
using Imizu.Testing.Servers;
using Npgsql;
using Xunit;

namespace Imizu.EventStreams.Tests;

/// <summary>Liveness and readiness.</summary>
public sealed class HealthTests(TestServers servers)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_without_its_database_is_live_and_not_ready()
    {
        var database = await servers.NewDatabase();
        await using var service = await ServiceProcess.Start("Imizu.Consultation", database, await servers.NewBroker(), Cancelled);
        Assert.Equal(HttpStatusCode.OK, await Health(service, "ready"));

        await Admit(database, false);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Health(service, "ready"));
        Assert.Equal(HttpStatusCode.OK, await Health(service, "live"));

        await Admit(database, true);
        await Eventually.Seen(() => Health(service, "ready"), health => health is HttpStatusCode.OK, "ready again");
        using var recorded = await service.Post($"/cases/{Guid.NewGuid()}/receipt", new { on = "2024-05-01", route = "family" }, Cancelled);
        Assert.Equal(HttpStatusCode.Created, recorded.StatusCode);
    }

    [Fact]
    public async Task An_announcer_that_stands_still_shows_at_the_process_that_records()
    {
        var (database, broker) = (await servers.NewDatabase(), await servers.NewBroker());
        await using var follower = await Follower.Start(broker, "jp.imizu.consultation.#");
        await using var leader = await ServiceProcess.Start("Imizu.Consultation", database, broker, Cancelled);
        await Receive(leader);
        await follower.Until(1);
        await using var other = await ServiceProcess.Start("Imizu.Consultation", database, broker, Cancelled);

        await leader.Freeze();
        await Receive(other);
        await Eventually.Seen(() => Reason(other), reason => reason?.Contains("waits", StringComparison.Ordinal) is true, "it shows");
        await leader.Thaw();
        await follower.Until(2);
        await Eventually.Seen(() => Reason(other), reason => reason is null, "it is well again");
    }

    [Fact]
    public async Task Each_missing_field_has_its_own_error_entry()
    {
        await using var service = await ServiceProcess.Start("Imizu.Consultation", await servers.NewDatabase(), await servers.NewBroker(), Cancelled);

        using var answer = await service.Post($"/cases/{Guid.NewGuid()}/receipt", new { }, Cancelled);

        var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(["on", "route"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    private static async Task Receive(ServiceProcess service)
    {
        using var recorded = await service.Post($"/cases/{Guid.NewGuid()}/receipt", new { on = "2024-05-01", route = "family" }, Cancelled);
        Assert.Equal(HttpStatusCode.Created, recorded.StatusCode);
    }

    private static async Task<string?> Reason(ServiceProcess service) =>
        JsonElement.Parse(await service.Http.GetStringAsync("/health/ready", Cancelled)).GetProperty("reasons").TryGetProperty("announcing", out var reason) ? reason.GetString() : null;

    private static async Task<HttpStatusCode> Health(ServiceProcess service, string kind)
    {
        using var answer = await service.Http.GetAsync($"/health/{kind}", Cancelled);
        return answer.StatusCode;
    }

    /// <summary>Lets connections to a database in, or ends them all and lets none in.</summary>
    private static async Task Admit(string database, bool connections)
    {
        var name = new NpgsqlConnectionStringBuilder(database).Database;
        await using var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Database = "postgres" }.ConnectionString);
        await server.OpenAsync(Cancelled);
        // One after the other: who is ended before the first has been committed gets in again.
        foreach (var statement in (string[])[$"alter database {name} with allow_connections {connections}", $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"])
        {
            await using var command = new NpgsqlCommand(statement, server);
            await command.ExecuteNonQueryAsync(Cancelled);
        }
    }
}
