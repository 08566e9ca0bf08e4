using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Gateway.Tests.Contract;

/// <summary>The gateway as it is built, once for all that only read from it.</summary>
public sealed class RunningGateway(TestServers servers) : IAsyncLifetime
{
    private ServiceProcess? _process;

    public HttpClient Http => _process!.Http;

    public async ValueTask InitializeAsync() => _process = await ServiceProcess.Start(
        "Imizu.Gateway", await servers.NewDatabase(), servers.Broker, TestContext.Current.CancellationToken,
        settings: new Dictionary<string, string> { ["ConnectionStrings__management"] = servers.Management });

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? default;
}
