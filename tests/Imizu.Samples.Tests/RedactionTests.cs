using Imizu.Operations.Loading;
using Xunit;

namespace Imizu.Samples.Tests;

/// <summary>A follower that has counted a text which its source erases, by and by or while it is away, has the source's totals again by itself.</summary>
public sealed class RedactionTests(FollowedStack stack)
{
    private const string Trouble = "the source was restored or replaced";

    [Fact]
    public async Task Texts_that_are_erased_while_a_follower_listens_and_while_it_is_away_are_not_taken_for_a_restored_source()
    {
        var id = $"/cases/{Guid.NewGuid()}";
        await stack.Record(Services.Consultation, $"{id}/receipt", """{"on":"2012-05-01","route":"person"}""");
        var first = await stack.Record(Services.Consultation, $"{id}/outline", """{"on":"2012-06-01","fiscalYear":2012,"text":"射水三郎さんが就労した。"}""");
        var second = await stack.Record(Services.Consultation, $"{id}/outline", """{"on":"2012-06-02","fiscalYear":2012,"text":"射水四郎さんが就労した。"}""");
        var followers = await FollowerProcess.StartBoth(stack, "redaction");
        await using var csharp = followers[0];
        await using var node = followers[1];
        await stack.UntilAllIsKept(followers);

        await Redact(first);
        await stack.UntilAllIsKept(followers);
        foreach (var follower in followers)
        {
            Assert.Equal(0, await follower.Stop());
        }
        await Redact(second);
        await stack.UntilTheFeedsHaveAll();
        foreach (var follower in followers)
        {
            // Without having taken the redaction in: beside a process that follows, it reads from the same state.
            Assert.Equal(0, await follower.Once());
            follower.StartAgain();
        }
        await stack.UntilAllIsKept(followers);
        foreach (var follower in followers)
        {
            Assert.Equal(0, await follower.Once());
            Assert.Equal(0, await follower.Stop());
            Assert.DoesNotContain(Trouble, follower.Console);
        }

        Task Redact(Guid entry) => stack.Record(Services.Consultation, $"{id}/entries/{entry}/redaction", """{"reason":"personalData"}""");
    }
}
