using System.Net;
using System.Net.Sockets;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Cli.Tests;

/// <summary>What is asked on this machine does not leave it.</summary>
public sealed class ProxyTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("NO_PROXY", "elsewhere.example")]
    [InlineData("no_proxy", "elsewhere.example")]
    public async Task A_service_on_this_machine_is_asked_past_the_proxy(string variable, string excepted)
    {
        await using var service = new PlayedService(_ => (404, "the service itself"));
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var address = $"http://{proxy.LocalEndpoint}";

        var (exit, output) = await CommandLineRun.In(
            [.. TestProvider.Shared.CommandLine, ("HTTP_PROXY", address), ("http_proxy", address), .. variable.Length > 0 ? [(variable, excepted)] : Array.Empty<(string, string)>()],
            "report", "2024", "--url", service.Address.ToString());

        Assert.Equal(1, exit);
        Assert.Contains("404 the service itself", output, StringComparison.Ordinal);
        Assert.False(proxy.Pending());
    }

    [Fact]
    public async Task A_service_elsewhere_is_asked_through_the_proxy()
    {
        await using var proxy = new PlayedService(asked => (404, $"asked the proxy for {asked.Host}"));

        var (_, output) = await CommandLineRun.In([.. TestProvider.Shared.CommandLine, ("http_proxy", proxy.Address.ToString())], "report", "2024", "--url", "http://imizu.invalid");

        Assert.Contains("404 asked the proxy for imizu.invalid", output, StringComparison.Ordinal);
    }
}
