using Imizu.Testing.Servers;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace Imizu.Samples.Tests;

/// <summary>What is no event stops nobody who follows: neither the samples nor Imizu's own report.</summary>
public sealed class PoisonTests(FollowedStack stack)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_is_published_among_the_events_what_comes_behind_is_counted_and_nothing_of_it_is_logged()
    {
        await stack.Load(20);
        var followers = await FollowerProcess.StartBoth(stack, "poisoned");
        await using var csharp = followers[0];
        await using var node = followers[1];
        await stack.UntilAllIsKept(followers);

        await stack.Administer(async channel =>
        {
            foreach (var poison in Poison.All)
            {
                var properties = new BasicProperties { ContentType = poison.ContentType, Persistent = true };
                await channel.BasicPublishAsync("imizu.events", "jp.imizu.outreach.target-identified.v1", mandatory: true, properties, poison.Body, Cancelled);
            }
        });
        await stack.Load(20);

        await stack.UntilAllIsKept(followers);
        await stack.UntilTheJournalHasAll();
        // What the feed brought says nothing about the queue: the journal has met them once those that nobody can read are set aside.
        await Eventually.Is(async () => await SetAside() >= Poison.All.Count(poison => poison.IsUnreadable), "set aside by the journal");
        foreach (var follower in followers)
        {
            await UntilItHasReadItsQueue(follower);
        }
        Assert.All(followers, follower => Assert.DoesNotContain(Poison.Secret, follower.Console));
        Assert.All(followers, follower => Assert.DoesNotContain("Trying again", follower.Console));
        foreach (var log in Directory.GetFiles(Path.Combine(stack.Stack.Folder, "logs")))
        {
            // What was UTF-16 is found too.
            Assert.False((await File.ReadAllTextAsync(log, Cancelled)).Replace("\0", "").Contains(Poison.Secret), Path.GetFileName(log));
        }
    }

    [Fact]
    public async Task What_would_be_a_sources_next_event_and_is_published_by_another_is_not_taken()
    {
        await stack.Load(20);
        var followers = await FollowerProcess.StartBoth(stack, "forged");
        await using var csharp = followers[0];
        await using var node = followers[1];
        await stack.UntilAllIsKept(followers);

        foreach (var source in await stack.Totals())
        {
            await stack.Administer(channel => channel.BasicPublishAsync("imizu.events", "jp.imizu.any", Poison.Next(source.Source, source.Position), Cancelled).AsTask());
        }
        // What comes behind it has its place, if that was not taken.
        await stack.Load(20);
        await stack.UntilAllIsKept(followers);
    }

    /// <summary>
    /// A follower that has stopped gives back what it had and did not acknowledge: only then is an empty queue one that was read. One that was
    /// stopped too early has longer the next time.
    /// </summary>
    private async Task UntilItHasReadItsQueue(FollowerProcess follower)
    {
        for (var seconds = 1; ; seconds *= 2)
        {
            await Eventually.Seen(() => Waiting(follower.Queue), waiting => waiting == 0, $"{follower.Queue} handed out");
            await Task.Delay(TimeSpan.FromSeconds(seconds), Cancelled);
            Assert.Equal(0, await follower.Stop());
            if (await Waiting(follower.Queue) is var left && left == 0)
            {
                return;
            }
            Assert.True(seconds < 60, $"{follower.Queue} still has {left}.");
            follower.StartAgain();
        }
    }

    private async Task<uint> SetAside()
    {
        try
        {
            return await Waiting("imizu.projection_error");
        }
        catch (OperationInterruptedException)
        {
            // There is no such queue yet.
            return 0;
        }
    }

    private async Task<uint> Waiting(string queue)
    {
        uint count = 0;
        await stack.Administer(async channel => count = await channel.MessageCountAsync(queue, Cancelled));
        return count;
    }
}
