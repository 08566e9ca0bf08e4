using Imizu.Testing.Servers;
using Xunit;

[assembly: AssemblyFixture(typeof(TestServers))]

namespace Imizu.Gateway.Tests;

public sealed class GatewayTests(TestServers servers)
{
    [Fact]
    public async Task The_gateway_becomes_ready_on_an_empty_database()
    {
        await using var gateway = await Start();

        using var answer = await gateway.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode, gateway.Console);
    }

    [Fact]
    public async Task The_gateway_shuts_down_while_its_queues_are_empty()
    {
        // The broker's queues are read once community building answers; the host itself would wait for ten minutes, and not make an end of what hangs.
        await using var community = await ServiceProcess.Start(
            "Imizu.CommunityBuilding", await servers.NewDatabase(), await servers.NewBroker(), TestContext.Current.CancellationToken);
        await using var gateway = await Start(community.Http.BaseAddress, ("DOTNET_shutdownTimeoutSeconds", "600"));
        await Eventually.Is(() => gateway.Console.Contains("Consuming tallies", StringComparison.Ordinal), "it consumes its queue", () => gateway.Console);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));

        Assert.Equal(0, await gateway.Stop(patience.Token));
    }

    private async Task<ServiceProcess> Start(Uri? community = null, params (string Name, string Value)[] settings) => await ServiceProcess.Start(
        "Imizu.Gateway", await servers.NewDatabase(), await servers.NewBroker(), TestContext.Current.CancellationToken,
        sources: community is null ? null : new Dictionary<string, Uri> { ["community-building"] = community },
        settings: new Dictionary<string, string>(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
        {
            ["ConnectionStrings__management"] = servers.Management,
        });
}
