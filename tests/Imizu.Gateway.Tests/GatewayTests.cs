using Imizu.Testing.Servers;
using Xunit;

[assembly: AssemblyFixture(typeof(TestServers))]

namespace Imizu.Gateway.Tests;

public sealed class GatewayTests(TestServers servers)
{
    [Fact]
    public async Task It_becomes_ready_on_an_empty_database()
    {
        await using var gateway = await ServiceProcess.Start(
            "Imizu.Gateway", await servers.NewDatabase(), servers.Broker, TestContext.Current.CancellationToken,
            settings: new Dictionary<string, string>
            {
                ["ConnectionStrings__management"] = servers.Management,
                ["ConnectionStrings__operator"] = "Username=operator;Password=ofTheTests",
            });

        using var answer = await gateway.Http.GetAsync("/health/ready", TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode, gateway.Console);
    }
}
