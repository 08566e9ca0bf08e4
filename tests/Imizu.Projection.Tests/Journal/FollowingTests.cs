using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Projection.Tests.Journal;

/// <summary>Following a source by its feed, on a real PostgreSQL.</summary>
public sealed class FollowingTests(TestServers servers) : IAsyncLifetime
{
    private const int Away = 2004, LeftAlone = 2006, NotTaken = 2008, FollowedAgain = 2009;

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
        await followed.UntilSaid(LeftAlone);
        await followed.SomeLooks();
        Assert.Equal((1, 1, 10), (followed.Said(LeftAlone), followed.Gauge("imizu.journal.left_alone"), await followed.Head()));
        Assert.Empty((await followed.Journal.Accept(Envelope.Source, Restored[10..], ProjectionDatabase.Cancelled)).Run);

        _source.Events = Told;
        await followed.UntilHead(12);
        Assert.Equal((1, 0), (followed.Said(FollowedAgain), followed.Gauge("imizu.journal.left_alone")));
    }

    [Fact]
    public async Task A_source_that_was_restored_meanwhile_and_is_past_the_head_is_not_taken_at_the_start()
    {
        await using (var earlier = await Follow(Before))
        {
            await earlier.UntilHead(10);
        }
        await using var followed = await Follow(Restored);
        await IsLeftAloneUntilItIsPutRight(followed);
    }

    [Fact]
    public async Task A_source_that_goes_back_behind_the_head_is_not_taken_once_it_is_past_it()
    {
        await using var followed = await Follow(Before);
        await followed.UntilHead(10);
        _source.Events = Restored[..8];
        await followed.UntilSaid(LeftAlone);
        _source.Events = Restored;
        await IsLeftAloneUntilItIsPutRight(followed);
    }

    [Fact]
    public async Task A_source_that_was_away_is_compared_when_it_is_back()
    {
        await using var followed = await Follow(Before);
        await followed.UntilHead(10);
        _source.IsAway = true;
        await followed.UntilSaid(Away);
        (_source.Events, _source.IsAway) = (Restored, false);
        await IsLeftAloneUntilItIsPutRight(followed);
    }

    [Fact]
    public async Task A_source_that_is_away_at_the_start_is_followed_by_what_the_broker_brings()
    {
        _source.IsAway = true;
        await using var followed = await Follow([]);
        await followed.UntilSaid(Away);
        Assert.Equal(10, (await followed.Journal.Accept(Envelope.Source, Before, ProjectionDatabase.Cancelled)).Run.Count);
        (_source.Events, _source.IsAway) = (Told, false);
        await followed.UntilHead(12);
        Assert.Equal(0, followed.Said(LeftAlone));
    }

    [Fact]
    public async Task A_last_position_that_no_event_got_is_nothing_to_wait_for()
    {
        _source.HighWater = 13;
        await using var followed = await Follow(Told);
        await followed.UntilHead(12);
        var pages = _source.Pages;
        await followed.SomeLooks();
        Assert.Equal((pages, 0), (_source.Pages, followed.Gauge("imizu.journal.lag")));
    }

    [Fact]
    public async Task Trouble_of_the_journals_own_is_not_said_to_be_the_feeds()
    {
        await _city.Execute("alter table journal.mt_doc_journalhead rename to away");
        await using var followed = await Follow(Told);
        await followed.UntilSaid(NotTaken);
        await _city.Execute("alter table journal.away rename to mt_doc_journalhead");
        await followed.UntilHead(12);
        Assert.Equal(0, followed.Said(Away));
    }
}
