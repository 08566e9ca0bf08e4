using System.Net;
using System.Text.Json;
using Imizu.Testing.Servers;
using Npgsql;
using Xunit;

namespace Imizu.EventStreams.Tests;

/// <summary>To live is one thing, to be able to work another.</summary>
public sealed class HealthTests(TestServers servers)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_whose_database_is_away_lives_and_is_not_ready_until_it_is_back()
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
    public async Task Each_missing_field_is_named_by_itself()
    {
        await using var service = await ServiceProcess.Start("Imizu.Consultation", await servers.NewDatabase(), await servers.NewBroker(), Cancelled);

        using var answer = await service.Post($"/cases/{Guid.NewGuid()}/receipt", new { }, Cancelled);

        var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(["on", "route"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

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
        await using var command = new NpgsqlCommand(
            $"alter database {name} with allow_connections {connections}; select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'", server);
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
