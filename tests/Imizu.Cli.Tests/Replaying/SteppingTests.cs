using System.Net.Http.Json;
using Imizu.Contracts;
using Imizu.Contracts.Replays;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Cli.Tests.Replaying;

/// <summary><c>imizu replay --roll-back</c> and <c>--roll-forward</c> at a real projection service: typed again, neither undoes itself.</summary>
public sealed class SteppingTests(TestServers servers) : IClassFixture<TestServers>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_says_what_is_live_and_changes_nothing_where_that_is_so_already()
    {
        await using var service = await ServiceProcess.Start("Imizu.Projection", await servers.NewDatabase(), await servers.NewBroker(), Cancelled);
        Assert.Equal((1, 1), await Stepped(service, "--roll-back", "戻る先がありません。"));
        Assert.Equal((0, 1), await Stepped(service, "--roll-forward", "Generation 1, the newest that is kept, is live already"));
        Assert.Equal(0, (await TypedReplay.Run(service)).Exit);

        Assert.Equal((0, 1), await Stepped(service, "--roll-back", "Generation 1 is live again in place of 2"));
        Assert.Equal((0, 1), await Stepped(service, "--roll-back", "Generation 1, from before the last replay, is live already"));
        Assert.Equal((0, 2), await Stepped(service, "--roll-forward", "Generation 2 is live again in place of 1"));
        Assert.Equal((0, 2), await Stepped(service, "--roll-forward", "Generation 2, the newest that is kept, is live already"));
        Assert.NotEqual(0, (await TypedReplay.Run(service, "--roll-back", "--roll-forward")).Exit);
        Assert.Equal(3, (await Generations(service)).Swaps.Count);
    }

    /// <summary>What came of it, and which generation is live after it.</summary>
    private static async Task<(int Exit, int Live)> Stepped(ServiceProcess service, string where, string said)
    {
        var (exit, output) = await TypedReplay.Run(service, where);
        Assert.Contains(said, output, StringComparison.Ordinal);
        return (exit, (await Generations(service)).Live);
    }

    private static async Task<GenerationsStatus> Generations(ServiceProcess service) =>
        (await service.Http.GetFromJsonAsync<GenerationsStatus>("/replays/generations", ContractJson.Options, Cancelled))!;
}
