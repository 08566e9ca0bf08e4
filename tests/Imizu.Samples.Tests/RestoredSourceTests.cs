using Xunit;

namespace Imizu.Samples.Tests;

/// <summary>A source that is no longer what a follower has kept of it is not followed as if nothing had been.</summary>
public sealed class RestoredSourceTests(FollowedStack stack)
{
    private const string Restored = "urn:imizu:consultation", Trouble = "the source was restored or replaced: move STATE away and begin again";

    [Fact]
    public async Task A_source_with_other_totals_than_were_kept_is_named_and_left_alone_and_the_others_are_followed()
    {
        await stack.Load(20);
        await stack.RecordRarities();
        var followers = await FollowerProcess.StartBoth(stack, "restored");
        await using var csharp = followers[0];
        await using var node = followers[1];
        await stack.UntilAllIsKept(followers);
        var before = TotalsText.Of((await stack.Totals()).Where(source => source.Source == Restored));

        foreach (var follower in followers)
        {
            Assert.Equal(0, await follower.Stop());
            // What a source looks like that was restored to an earlier moment and has gone on since: as many events, others.
            follower.Keep(follower.Kept().Select(source => source.Source == Restored ? source with { Hash = new string('0', 64) } : source));
            follower.StartAgain();
        }
        await stack.Load(60);
        await stack.UntilTheFeedsHaveAll();
        var expected = (await stack.Totals()).Where(source => source.Source != Restored).ToList();
        Assert.NotEqual(before, TotalsText.Of((await stack.Totals()).Where(source => source.Source == Restored)));

        foreach (var follower in followers)
        {
            await follower.Until(
                () => Task.FromResult(TotalsText.Of(follower.Kept().Where(source => source.Source != Restored)) == TotalsText.Of(expected)),
                () => TotalsText.Of(follower.Kept()));
            Assert.Contains($"{Restored}: {Trouble}", follower.Console);
            Assert.Equal(1, await follower.Once());
            Assert.Equal(0, await follower.Stop());
            Assert.Equal(before.Replace(KeptHash(before), new string('0', 64)), TotalsText.Of(follower.Kept().Where(source => source.Source == Restored)));
            Assert.All(expected, source => Assert.DoesNotContain($"{source.Source}: {Trouble}", follower.Console));
        }
    }

    /// <summary>The hash over all events, which ends the first line.</summary>
    private static string KeptHash(string totals) => totals.Split('\n')[0].Split(", ")[1];
}
