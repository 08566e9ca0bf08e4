using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Gateway.Tallies;
using Imizu.Testing.Servers;
using RabbitMQ.Client;
using Xunit;

namespace Imizu.Gateway.Tests.Broker;

/// <summary>A gateway whose followers' queues hold ten events, and who have few of them.</summary>
public sealed class SmallQueues(TestServers servers) : TallyStack(servers)
{
    public const int MostEvents = 10, MostQueues = 3, MostConnections = 4, MostChannels = 6, MostTallies = 20;

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Followers__MostEvents"] = $"{MostEvents}", ["Followers__MostQueues"] = $"{MostQueues}",
        ["Followers__MostConnections"] = $"{MostConnections}", ["Followers__MostChannels"] = $"{MostChannels}", ["Tallies__MostWaiting"] = $"{MostTallies}",
    };
}

/// <summary>Followers that stop: bounded queues, and no events lost.</summary>
public sealed class BackPressureTests(SmallQueues gateway) : IClassFixture<SmallQueues>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_follower_that_stopped_keeps_the_newest_events_in_its_queue_and_reads_the_dropped_ones_from_the_feed()
    {
        var follower = await gateway.NewAccount();
        var queue = $"{follower.Name}.events";
        await using (var before = await gateway.Connect(follower))
        await using (var declaring = await before.CreateChannelAsync(cancellationToken: Cancelled))
        {
            await declaring.DeclareBound(queue);
        }
        await using var administrator = await gateway.Connect();
        await using var ours = await administrator.CreateChannelAsync(cancellationToken: Cancelled);
        await ours.DeclareBound("imizu.all");

        await gateway.Record(4 * SmallQueues.MostEvents);
        var announced = new List<EventEnvelope>();
        while (announced.Count < 4 * SmallQueues.MostEvents)
        {
            announced.Add(Envelope(await ours.Next("imizu.all")));
        }

        await using var connection = await gateway.Connect(follower);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        var kept = new List<EventEnvelope>();
        for (BasicGetResult? message; (message = await channel.BasicGetAsync(queue, autoAck: true, Cancelled)) is not null;)
        {
            kept.Add(Envelope(message));
        }
        Assert.Equal(announced.TakeLast(SmallQueues.MostEvents).Select(e => e.Position), kept.Select(e => e.Position));
        Assert.True(kept[0].Previousposition > 0, "There is a gap, and it is seen.");

        using var http = gateway.As(follower.Name, follower.Password);
        var totals = ControlTotals.None("urn:imizu:consultation");
        while (totals.Position < kept[^1].Position)
        {
            totals = totals.With((await http.GetFromJsonAsync<List<EventEnvelope>>(
                $"/sources/consultation/events?after={totals.Position}&limit=7", ContractJson.Options, Cancelled))!);
        }
        var source = await http.GetFromJsonAsync<ControlTotals>($"/sources/consultation/control-totals?upTo={totals.Position}", ContractJson.Options, Cancelled);
        Assert.Equal((source!.Count, source.Hash), (totals.Count, totals.Hash));
    }

    // Exclusive, it goes only with its connection.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_follower_queue_with_reject_publish_is_deleted_and_does_not_block_the_services(bool exclusive)
    {
        var follower = await gateway.NewAccount();
        await using var administrator = await gateway.Connect();
        await using var ours = await administrator.CreateChannelAsync(cancellationToken: Cancelled);
        await ours.DeclareBound($"imizu.meanwhile-{exclusive}");
        await using var connection = await gateway.Connect(follower);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        await using var another = await gateway.Connect(follower);
        await channel.DeclareBound($"{follower.Name}.stubborn", new Dictionary<string, object?> { ["x-max-length"] = 1, ["x-overflow"] = "reject-publish" }, exclusive);

        await gateway.Record(3);
        await ours.Next($"imizu.meanwhile-{exclusive}");
        await gateway.Record();
        var last = await gateway.UntilHighWater(1);

        // What comes after the refused ones is announced once these are confirmed, and not before.
        while (Envelope(await ours.Next($"imizu.meanwhile-{exclusive}")).Position < last)
        {
        }
        // What goes with its connection goes a moment later, and a moment after that it is said.
        await Eventually.Seen(Status, status => status is HttpStatusCode.NotFound, "the queue is gone");
        await Says($"{follower.Name}.stubborn deleted");
        Assert.Equal((!exclusive, true), (connection.IsOpen, another.IsOpen));

        async Task<HttpStatusCode> Status()
        {
            using var queue = await gateway.Management.GetAsync($"api/queues/{gateway.VirtualHost}/{follower.Name}.stubborn", Cancelled);
            return queue.StatusCode;
        }
    }

    [Fact]
    public async Task A_follower_cannot_raise_the_limits_of_its_queues()
    {
        var follower = await gateway.NewAccount();
        var queue = $"{follower.Name}.large";
        await using var administrator = await gateway.Connect();
        await using var ours = await administrator.CreateChannelAsync(cancellationToken: Cancelled);
        await ours.DeclareBound("imizu.whole");
        await using var connection = await gateway.Connect(follower);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        await channel.DeclareBound(queue, new Dictionary<string, object?> { ["x-max-length"] = 1_000_000, ["x-queue-type"] = "quorum" });

        await gateway.Record(SmallQueues.MostEvents + 5);
        for (var number = 0; number < SmallQueues.MostEvents + 5; number++)
        {
            await ours.Next("imizu.whole");
        }

        Assert.Equal((uint)SmallQueues.MostEvents, await channel.MessageCountAsync(queue, Cancelled));
        var declared = await Described(queue);
        Assert.Equal("imizu-followers", declared.GetProperty("operator_policy").GetString());
        Assert.Equal(TimeSpan.FromDays(28).TotalMilliseconds, declared.GetProperty("effective_policy_definition").GetProperty("expires").GetDouble());
    }

    [Fact]
    public async Task A_followers_connections_channels_and_queues_are_limited()
    {
        var follower = await gateway.NewAccount();
        var connections = new List<IConnection>();
        while (connections.Count < SmallQueues.MostConnections + 3)
        {
            connections.Add(await gateway.Connect(follower));
        }
        // The broker greets first, and then closes what is too much.
        await Eventually.Is(() => connections.Count(connection => connection.IsOpen) <= SmallQueues.MostConnections, "the others are closed");
        Assert.Equal(SmallQueues.MostConnections, connections.Count(connection => connection.IsOpen));
        // One more than that, and the connection that asks for it is closed.
        var asking = connections.First(connection => connection.IsOpen);
        var channels = Enumerable.Range(0, 3 * SmallQueues.MostChannels).Select(_ => asking.CreateChannelAsync(cancellationToken: Cancelled)).ToList();
        await Eventually.Is(() => !asking.IsOpen, "it is closed");
        Assert.Equal(530, asking.CloseReason!.ReplyCode);
        await Task.WhenAll(connections.Select(connection => connection.DisposeAsync().AsTask()));

        await using var again = await gateway.Connect(follower);
        await using var channel = await again.CreateChannelAsync(cancellationToken: Cancelled);
        // What nobody reads was there first, and what is read came last.
        for (var number = 0; number < SmallQueues.MostQueues + 2; number++)
        {
            await channel.DeclareBound($"{follower.Name}.left-behind-{number}");
        }
        await channel.DeclareBound($"{follower.Name}.read");
        await channel.BasicConsumeAsync($"{follower.Name}.read", autoAck: true, new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(channel), Cancelled);
        var left = await Eventually.Seen(() => Queues(follower.Name), left => left.Count <= SmallQueues.MostQueues, "the others are removed");
        Assert.Equal(SmallQueues.MostQueues, left.Count);
        Assert.Contains($"{follower.Name}.read", left);
        await Says($"more than {SmallQueues.MostQueues} queues");
    }

    [Fact]
    public async Task Tallies_that_nobody_takes_in_are_refused_by_the_broker_beyond_the_limit_and_none_that_it_confirmed_is_lost()
    {
        var sender = await gateway.NewSender();
        await gateway.Until(async () => (await Described(TallyQueues.Tallies)).GetProperty("operator_policy").GetString() == "imizu-tallies", "the queue has its limit");
        var confirmed = new List<decimal>();
        await gateway.CommunityBuilding.Freeze();
        try
        {
            await Assert.ThrowsAsync<RabbitMQ.Client.Exceptions.PublishException>(async () =>
            {
                for (var n = 0; n < 1000; n++)
                {
                    await sender.Send(sender.Tally(new DateOnly(2020, 4, 1).AddDays(n), n));
                    confirmed.Add(n);
                }
            });
        }
        finally
        {
            await gateway.CommunityBuilding.Thaw();
        }
        Assert.True(confirmed.Count >= SmallQueues.MostTallies);
        await gateway.Until(async () => (await gateway.Tallied(sender.Measure)).Count >= confirmed.Count, "all that were confirmed are recorded");
        Assert.Equal(confirmed, (await gateway.Tallied(sender.Measure)).Select(tally => tally.Value).Take(confirmed.Count));
    }

    private Task Says(string what) =>
        Eventually.Is(() => gateway.Gateway.Console.Contains(what, StringComparison.Ordinal), $"the gateway says \"{what}\"", () => gateway.Gateway.Console);

    private async Task<List<string>> Queues(string owner) =>
    [
        .. (await gateway.Management.GetFromJsonAsync<JsonElement>($"api/queues/{gateway.VirtualHost}?columns=name", Cancelled)).EnumerateArray()
            .Select(queue => queue.GetProperty("name").GetString()!).Where(name => name.StartsWith($"{owner}.", StringComparison.Ordinal)),
    ];

    /// <summary>A queue in the broker's own words, once it has looked at it.</summary>
    private Task<JsonElement> Described(string queue) => Eventually.Seen(
        () => gateway.Management.GetFromJsonAsync<JsonElement>($"api/queues/{gateway.VirtualHost}/{queue}", Cancelled),
        described => described.TryGetProperty("effective_policy_definition", out _), $"{queue} has its policy");

    private static EventEnvelope Envelope(BasicGetResult message) => JsonSerializer.Deserialize<EventEnvelope>(message.Body.Span, ContractJson.Options)!;
}
