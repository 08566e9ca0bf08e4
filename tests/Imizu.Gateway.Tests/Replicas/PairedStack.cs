using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Gateway.Tests.Replicas;

/// <summary>Two gateways, and behind them two processes of community building.</summary>
public sealed class PairedStack(TestServers servers) : TallyStack(servers)
{
    private ServiceProcess? _second, _secondCommunity;

    /// <summary>Both gateways, as they are now.</summary>
    public IReadOnlyList<ServiceProcess> Gateways => [Gateway, _second!];

    protected override IReadOnlyDictionary<string, string> Settings => _secondCommunity is null
        ? base.Settings
        : new Dictionary<string, string>(base.Settings) { ["services__community-building__http__1"] = _secondCommunity.Http.BaseAddress!.ToString() };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _secondCommunity = await ServiceProcess.Start("Imizu.CommunityBuilding", CommunityDatabase, Broker, TestContext.Current.CancellationToken);
        _second = await Start();
        // It began before there were two of each.
        await KillAndStartAgain();
    }

    /// <summary>kill -9 to one of the gateways, and another one in its place.</summary>
    public async Task KillAndStartAgain(int gateway)
    {
        if (gateway == 0)
        {
            await KillAndStartAgain();
            return;
        }
        await _second!.DisposeAsync();
        _second = await Start();
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var process in (ServiceProcess?[])[_second, _secondCommunity])
        {
            await (process?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        await base.DisposeAsync();
    }
}
