using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Gateway.Tests.Traces;

/// <summary>All that a tally passes, from the gateway to the figures, each process with its spans sent to a collector.</summary>
public sealed class TracedStack(TestServers servers) : TallyStack(servers)
{
    private readonly TestServers _servers = servers;
    private SpanCollector? _collector;
    private ServiceProcess? _projection;

    internal SpanCollector Collector => _collector!;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>([.. base.Settings, .. Collector.SettingsOf("gateway")]);

    protected override IReadOnlyDictionary<string, string> SettingsOf(string service) => Collector.SettingsOf(service);

    public override async ValueTask InitializeAsync()
    {
        _collector = await SpanCollector.Start();
        await base.InitializeAsync();
        _projection = await ServiceProcess.Start(
            "Imizu.Projection", await _servers.NewDatabase(), Broker, TestContext.Current.CancellationToken,
            sources: new Dictionary<string, Uri> { ["community-building"] = CommunityBuilding.Http.BaseAddress! }, settings: Collector.SettingsOf("projection"));
    }

    public override async ValueTask DisposeAsync()
    {
        if (_projection is not null)
        {
            await _projection.DisposeAsync();
        }
        await base.DisposeAsync();
        if (_collector is not null)
        {
            await _collector.DisposeAsync();
        }
    }
}
