using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Projection.Tests.Journal;

/// <summary>Following a source by its feed, on a real PostgreSQL.</summary>
public sealed class FollowingTests(TestServers servers) : IAsyncLifetime
{
    private const int Away = 2004, Quarantined = 2006, NotTaken = 2008, FollowedAgain = 2009;

    private static readonly List<EventEnvelope> Told = Events(12), Before = Told[..10];

    /// <summary>What a source has that was restored to what it had at position 7, and has recorded other things since.</summary>
    private static readonly List<EventEnvelope> Restored = [.. Told[..7], .. Events(12)[7..].Select(e => e with { Id = Guid.NewGuid() })];

    private readonly StubSource _source = new();
    private ProjectionDatabase _city = null!;

    public async ValueTask InitializeAsync() => _city = await ProjectionDatabase.Start(servers);

    public ValueTask DisposeAsync() => _city.DisposeAsync();

    private static List<EventEnvelope> Events(int count) => Envelope.Chain(count, _ => new CaseEvent.PlanRevised(new DateOnly(2024, 5, 1)), skip: 0);

    private async Task<FollowedSource> Follow(IReadOnlyList<EventEnvelope> events)
    {
        _source.Events = events;
        return await FollowedSource.Start(_city, _source);
    }

    /// <summary>It is left alone, and taken again once it is put right, by the same process.</summary>
    private async Task IsLeftAloneUntilItIsPutRight(FollowedSource followed)
    {
        await followed.UntilSaid(Quarantined);
        await followed.SomeLooks();
        Assert.Equal((1, 1, 10), (followed.Said(Quarantined), followed.Gauge("imizu.journal.left_alone"), await followed.Head()));
        Assert.Empty((await followed.Journal.Accept(Envelope.Source, Restored[10..], ProjectionDatabase.Cancelled)).Contiguous);

        _source.Events = Told;
        await followed.UntilHead(12);
        Assert.Equal((1, 0), (followed.Said(FollowedAgain), followed.Gauge("imizu.journal.left_alone")));
    }

    [Fact]
    public async Task A_restored_source_past_the_journals_head_is_quarantined_at_startup()
    {
        await using (var earlier = await Follow(Before))
        {
            await earlier.UntilHead(10);
        }
        await using var followed = await Follow(Restored);
        await IsLeftAloneUntilItIsPutRight(followed);
    }

    [Fact]
    public async Task A_source_restored_behind_the_journals_head_is_quarantined()
    {
        await using var followed = await Follow(Before);
        await followed.UntilHead(10);
        _source.Events = Restored[..8];
        await followed.UntilSaid(Quarantined);
        _source.Events = Restored;
        await IsLeftAloneUntilItIsPutRight(followed);
    }

    [Fact]
    public async Task A_source_that_was_unavailable_is_compared_when_it_is_back()
    {
        await using var followed = await Follow(Before);
        await followed.UntilHead(10);
        _source.IsAway = true;
        await followed.UntilSaid(Away);
        (_source.Events, _source.IsAway) = (Restored, false);
        await IsLeftAloneUntilItIsPutRight(followed);
    }

    [Fact]
    public async Task Events_of_a_source_unavailable_at_startup_are_taken_from_the_broker()
    {
        _source.IsAway = true;
        await using var followed = await Follow([]);
        await followed.UntilSaid(Away);
        Assert.Equal(10, (await followed.Journal.Accept(Envelope.Source, Before, ProjectionDatabase.Cancelled)).Contiguous.Count);
        (_source.Events, _source.IsAway) = (Told, false);
        await followed.UntilHead(12);
        Assert.Equal(0, followed.Said(Quarantined));
    }

    [Fact]
    public async Task What_is_found_during_a_comparison_is_not_released_by_it()
    {
        (_source.Events, _source.HeldTotals) = (Before, new TaskCompletionSource());
        await using var followed = FollowedSource.Of(_city, _source);
        await followed.Journal.Accept(Envelope.Source, Before, ProjectionDatabase.Cancelled);

        var comparing = followed.Monitor.Holds(Envelope.Source, isUnverified: true, ProjectionDatabase.Cancelled);
        await Eventually.Is(() => _source.TotalsAsked > 0, "the totals are asked for");
        followed.Monitor.Quarantine(Envelope.Source, head: 10);
        _source.HeldTotals.SetResult();

        Assert.False(await comparing);
        Assert.Equal((1, 0), (followed.Said(Quarantined), followed.Said(FollowedAgain)));
        Assert.True(await followed.Monitor.Holds(Envelope.Source, isUnverified: false, ProjectionDatabase.Cancelled));
    }

    [Fact]
    public async Task Sources_that_never_answer_hold_up_no_other()
    {
        _source.AreOthersFrozen = true;
        await using var followed = await Follow(Before);
        await followed.UntilHead(10);
        _source.Events = Told;
        await followed.UntilHead(12);
    }

    [Fact]
    public async Task A_high_water_mark_without_an_event_is_no_lag()
    {
        _source.HighWater = 13;
        await using var followed = await Follow(Told);
        await followed.UntilHead(12);
        var pages = _source.Pages;
        await followed.SomeLooks();
        Assert.Equal((pages, 0), (_source.Pages, followed.Gauge("imizu.journal.lag")));
    }

    [Fact]
    public async Task A_failure_of_the_journal_is_not_logged_as_one_of_the_feed()
    {
        await _city.Execute("alter table journal.mt_doc_journalhead rename to away");
        await using var followed = await Follow(Told);
        await followed.UntilSaid(NotTaken);
        await _city.Execute("alter table journal.away rename to mt_doc_journalhead");
        await followed.UntilHead(12);
        Assert.Equal(0, followed.Said(Away));
    }
}
