using System.Text.Json;
using Imizu.Contracts;
using Imizu.Testing.Servers;
using RabbitMQ.Client;
using Xunit;

namespace Imizu.Samples.Tests;

/// <summary>Whatever happens to a follower on the way, it has all events once, and can show it.</summary>
public sealed class FollowerTests(FollowedStack stack)
{
    private const string Exchange = "imizu.events", Everything = "jp.imizu.#";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_joins_late_is_doubled_is_killed_is_told_twice_misses_messages_and_loses_the_broker_has_every_event_once()
    {
        await stack.Load(80);
        await stack.RecordRarities();
        var followers = await FollowerProcess.StartBoth(stack, "late");
        await using var csharp = followers[0];
        await using var node = followers[1];
        await stack.UntilAllIsKept(followers);

        foreach (var follower in followers)
        {
            await using var second = follower.StartSecond();
            await second.Until(() => Task.FromResult(second.Console.Contains("Trying again")), () => "not refused");
            Assert.Empty(second.Kept());
        }

        await stack.Load(60, halfway: () => Task.WhenAll(followers.Select(follower => follower.Kill())));
        foreach (var follower in followers)
        {
            var kept = TotalsText.Of(follower.Kept());
            Assert.True(follower.Kept().Sum(source => source.Count) < stack.Recorded);
            Assert.Equal(0, await follower.Once());
            Assert.Equal(kept, TotalsText.Of(follower.Kept()));
            follower.StartAgain();
        }
        await stack.UntilAllIsKept(followers);

        await stack.As("consultation", channel => TellAgain(channel, "consultation"));
        var before = followers.ToDictionary(follower => follower, follower => follower.Console.Length);
        await stack.Administer(channel => LoseMessages(channel, followers));
        await stack.Load(20);
        // Found by what comes behind, at the minute's look at the feeds, or when it has to connect again: whichever is first, it says so.
        foreach (var follower in followers)
        {
            await follower.Until(() => Task.FromResult(follower.Console[before[follower]..].Contains("a gap after position")), () => "no gap");
        }

        await stack.Load(60, halfway: () => stack.Stack.Kill("messaging"));
        await stack.UntilAllIsKept(followers);
        Assert.All(followers, follower => Assert.Contains("Trying again", follower.Console));

        var expected = TotalsText.Of(await stack.Totals());
        foreach (var follower in followers)
        {
            Assert.Equal(0, await follower.Once());
            Assert.True(follower.IsRunning);
            Assert.Equal(0, await follower.Stop());
            Assert.EndsWith(expected, follower.Console);
        }
    }

    private async Task TellAgain(IChannel channel, string source)
    {
        foreach (var envelope in await stack.Feed(source))
        {
            await channel.BasicPublishAsync(
                Exchange, envelope.Type, mandatory: false, new BasicProperties { UserId = $"imizu-{source}" },
                JsonSerializer.SerializeToUtf8Bytes(envelope, ContractJson.Options), Cancelled);
        }
    }

    /// <summary>What is announced meanwhile does not come to the followers.</summary>
    private async Task LoseMessages(IChannel channel, IReadOnlyList<FollowerProcess> followers)
    {
        var lost = (await channel.QueueDeclareAsync(cancellationToken: Cancelled)).QueueName;
        await channel.QueueBindAsync(lost, Exchange, Everything, cancellationToken: Cancelled);
        foreach (var follower in followers)
        {
            await channel.QueueUnbindAsync(follower.Queue, Exchange, Everything, cancellationToken: Cancelled);
        }
        await stack.Load(50);
        await Eventually.Seen(() => channel.MessageCountAsync(lost, Cancelled), messages => messages >= 20, "twenty are lost");
        foreach (var follower in followers)
        {
            await channel.QueueBindAsync(follower.Queue, Exchange, Everything, cancellationToken: Cancelled);
        }
    }
}
