using System.Net;
using System.Net.Sockets;
using Imizu.Dashboard.Resources;
using Imizu.Dashboard.Telemetry;

namespace Imizu.Dashboard.Tests;

/// <summary>A real dashboard on real ports, with no stack, or none that runs.</summary>
internal sealed class LoneDashboard : IAsyncDisposable
{
    private readonly DashboardHost _host;

    private LoneDashboard(DashboardOptions options, DashboardHost host) => (Options, _host) = (options, host);

    public DashboardOptions Options { get; }

    public TelemetryStore Store => _host.Store;

    public string Pages => $"http://127.0.0.1:{Options.Port}";

    public string Grpc => $"http://127.0.0.1:{Options.OtlpGrpcPort}";

    public string Http => $"http://127.0.0.1:{Options.OtlpHttpPort}";

    public static async Task<LoneDashboard> StartAsync(IReadOnlyList<ResourceView>? resources = null, params string[] secrets)
    {
        var ports = FreePorts(3);
        var options = new DashboardOptions
        {
            Port = ports[0],
            OtlpGrpcPort = ports[1],
            OtlpHttpPort = ports[2],
            Token = "the-token",
            ApiKey = "the-key",
        };
        return new(options, await DashboardHost.StartAsync(options, new StackOfNothing(resources ?? [], secrets), TimeProvider.System, _ => { }));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    // All at once: one that is let go could be given out again as the next.
    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
