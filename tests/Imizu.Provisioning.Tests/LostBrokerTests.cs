using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Provisioning.Tests;

/// <summary>A broker that comes back without its data: provisioned again, everybody is there again, without a restart.</summary>
public sealed class LostBrokerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_shows_figures_go_on_and_after_provisioning_the_consumer_is_back()
    {
        // Its own: for the others the broker would be another from here on.
        await using var servers = await RunningStack.StartServers(Cancelled);
        using var management = new ProvisionedBroker(servers).Management();
        await Provision(servers);
        await using var consultation = await Start(servers, "consultation", new Dictionary<string, Uri>());
        await using var projection = await Start(servers, "projection", new Dictionary<string, Uri> { ["consultation"] = consultation.Http.BaseAddress! });
        await Receive(consultation);
        await Eventually.Seen(() => Journalled(projection), count => count == 1, "the first is in the journal");

        await servers.Freeze("messaging");
        Directory.Delete(Path.Combine(servers.Folder, "messaging", "mnesia"), recursive: true);
        await servers.Kill("messaging");

        await Eventually.Is(() => projection.Console.Contains("The broker does not let the service's account in", StringComparison.Ordinal), "it is logged", () => projection.Console);
        Assert.Equal("Degraded", (await Health(projection)).GetProperty("status").GetString());
        await Receive(consultation);
        await Eventually.Seen(() => Journalled(projection), count => count == 2, "the feed has the second");

        await servers.UntilHealthy(Cancelled);
        await Provision(servers);
        await Eventually.Seen(() => Health(projection), health => health.GetProperty("status").GetString() == "Healthy", "the projection is well again");
        await Eventually.Seen(() => Health(consultation), health => health.GetProperty("status").GetString() == "Healthy", "the service is well again");
        await Eventually.Is(
            async () => (await management.GetFromJsonAsync<JsonElement>($"api/queues/%2F/{ProvisionedBroker.Journal}", Cancelled)).TryGetProperty("consumers", out var consumers) && consumers.GetInt32() == 1,
            "the journal's queue is read");
    }

    private static async Task Provision(RunningStack servers)
    {
        var (exitCode, output) = await ProvisioningRun.EndAsync(servers.Postgres, servers.Broker, servers.Management, ProvisionedBroker.Services);
        Assert.True(exitCode == 0, output);
    }

    private static Task<ServiceProcess> Start(RunningStack servers, string service, IReadOnlyDictionary<string, Uri> sources)
    {
        var password = ProvisionedBroker.Services.Single(known => known.Name == $"imizu-{service}").Password;
        return ServiceProcess.Start(
            service == "projection" ? "Imizu.Projection" : "Imizu.Consultation",
            $"{servers.Postgres};Database=imizu-{service};Username=imizu-{service};Password={password}",
            new UriBuilder(servers.Broker) { UserName = $"imizu-{service}", Password = password }.Uri.ToString(), Cancelled, sources);
    }

    private static async Task Receive(ServiceProcess service)
    {
        using var answer = await service.Post($"/cases/{Guid.NewGuid()}/receipt", new { on = "2024-05-01", route = "family" }, Cancelled);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    private static async Task<long> Journalled(ServiceProcess projection) =>
        (await projection.Http.GetFromJsonAsync<JsonElement>("/control-totals?source=urn:imizu:consultation", Cancelled)).GetProperty("count").GetInt64();

    private static Task<JsonElement> Health(ServiceProcess service) => service.Http.GetFromJsonAsync<JsonElement>("/health/ready", Cancelled);
}
