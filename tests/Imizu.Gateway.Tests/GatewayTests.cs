using Imizu.Testing.Servers;
using Xunit;

[assembly: AssemblyFixture(typeof(TestServers))]

namespace Imizu.Gateway.Tests;

public sealed class GatewayTests(TestServers servers)
{
    [Fact]
    public async Task It_becomes_ready_on_an_empty_database()
    {
        await using var gateway = await Start();

        using var answer = await gateway.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode, gateway.Console);
    }

    [Fact]
    public async Task Told_to_end_it_ends_though_no_tally_comes()
    {
        // The broker's queues are read once a service answers; the host itself would wait for ten minutes, and not make an end of what hangs.
        await using var consultation = await ServiceProcess.Start(
            "Imizu.Consultation", await servers.NewDatabase(), await servers.NewBroker(), TestContext.Current.CancellationToken);
        await using var gateway = await Start(consultation.Http.BaseAddress, ("DOTNET_shutdownTimeoutSeconds", "600"));
        await Eventually.Is(() => gateway.Console.Contains("Reading imizu.field-tallies", StringComparison.Ordinal), "it reads its queue", () => gateway.Console);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));

        Assert.Equal(0, await gateway.Stop(patience.Token));
    }

    private async Task<ServiceProcess> Start(Uri? consultation = null, params (string Name, string Value)[] settings) => await ServiceProcess.Start(
        "Imizu.Gateway", await servers.NewDatabase(), await servers.NewBroker(), TestContext.Current.CancellationToken,
        sources: consultation is null ? null : new Dictionary<string, Uri> { ["consultation"] = consultation },
        settings: new Dictionary<string, string>(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
        {
            ["ConnectionStrings__management"] = servers.Management,
            ["ConnectionStrings__operator"] = "Username=operator;Password=ofTheTests",
        });
}
