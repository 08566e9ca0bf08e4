using System.Net;
using System.Net.Http.Json;
using Imizu.Contracts;
using Imizu.Contracts.Access;
using Imizu.Gateway.Tests.Broker;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Gateway.Tests.Following;

/// <summary>How far behind other systems are.</summary>
[Collection(nameof(RunningGateway))]
public sealed class FollowersTests(RunningGateway gateway)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_follower_that_stopped_is_told_with_what_waits_for_it_and_one_without_a_queue_too()
    {
        var (stopped, feed, sender) = (await gateway.NewAccount(), await gateway.NewAccount(), await gateway.NewAccount("sender", await Programme()));
        await using (var connection = await gateway.Connect(stopped))
        await using (var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled))
        {
            await channel.DeclareBound($"{stopped.Name}.events");
        }

        await gateway.Record(3);
        await Eventually.Is(async () => await Of(stopped.Name) is [{ Waiting: >= 3, Readers: 0 } queue] && queue.Queue == $"{stopped.Name}.events", "what waits is told");
        Assert.Equal([new FollowerQueue(feed.Name, null, 0, 0)], await Of(feed.Name));
        Assert.Empty(await Of(sender.Name));
    }

    [Fact]
    public async Task Who_may_not_see_accounts_does_not_see_it()
    {
        using var desk = gateway.With(TestProvider.Shared.Header("gateway", roles: [Role.RecorderConsultation]));
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.GetAsync("/followers", Cancelled)).StatusCode);
    }

    private async Task<string> Programme()
    {
        var programme = RunningGateway.NewProgramme();
        await gateway.Register(programme);
        return programme;
    }

    private async Task<IReadOnlyList<FollowerQueue>> Of(string account)
    {
        using var theOperator = gateway.Operator;
        return [.. (await theOperator.GetFromJsonAsync<List<FollowerQueue>>("/followers", ContractJson.Options, Cancelled))!.Where(queue => queue.Account == account)];
    }
}
