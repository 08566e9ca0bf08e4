using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.ServiceDefaults.Access;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Identity.Tests;

/// <summary>Where a city has a provider of its own, services believe that one by settings alone: other claims, other names of roles, another audience.</summary>
public sealed class StrangerTests(TestServers servers)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_claims_and_groups_are_read_as_the_settings_say()
    {
        await using var stranger = await StrangerProvider.Start();
        await using var service = await ServiceProcess.Start("Imizu.Consultation", await servers.NewDatabase(), await servers.NewBroker(), Cancelled, settings: new Dictionary<string, string>
        {
            ["Authentication__Authority"] = $"{stranger.Address}",
            ["Authentication__Audience"] = StrangerProvider.Application,
            ["Authentication__ActorClaim"] = "employee_number",
            ["Authentication__RoleClaim"] = "groups",
            ["Authentication__Roles__0__Value"] = StrangerProvider.Recorders,
            ["Authentication__Roles__0__Role"] = "recorder.consultation",
            ["Authentication__Roles__1__Value"] = StrangerProvider.Auditors,
            ["Authentication__Roles__1__Role"] = "auditor",
        });
        using var recorder = As("a-0815", stranger, service);
        using var auditor = As("z-4711", stranger, service);
        var path = new Uri(service.Http.BaseAddress!, $"/cases/{Guid.NewGuid()}");

        using var recorded = await recorder.PostAsJsonAsync($"{path}/receipt", new { on = "2024-05-01", route = "family" }, Cancelled);
        using var refused = await auditor.PostAsJsonAsync($"{path}/receipt", new { on = "2024-05-01", route = "family" }, Cancelled);
        var read = await auditor.GetFromJsonAsync<JsonElement>(path, Cancelled);
        // A token of the tests' own provider, which the other services believe.
        using var elsewhere = await service.Http.GetAsync(path, Cancelled);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized), (recorded.StatusCode, refused.StatusCode, elsewhere.StatusCode));
        Assert.Equal("a-0815", read.GetProperty("entries")[0].GetProperty("actor").GetString());
    }

    private static HttpClient As(string client, StrangerProvider stranger, ServiceProcess service)
    {
        var account = new ClientAccount { Id = client, Secret = "of-the-test", Scope = $"{StrangerProvider.Application}/.default" };
        return new MachineTokens(new AccessSettings { Authority = stranger.Address, Client = account }, TimeProvider.System)
            .Client(() => new Dictionary<string, Uri> { ["consultation"] = service.Http.BaseAddress! });
    }
}
