using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Imizu.Contracts;
using Imizu.EventStreams.Totals;
using Xunit;

namespace Imizu.EventStreams.Tests;

/// <summary>The cache of control totals, by the number of events it reads.</summary>
public sealed class ControlTotalsCacheTests
{
    private const string Source = "urn:imizu:outreach";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private readonly List<EventEnvelope> _recorded = [];
    private readonly ControlTotalsCache _totals;
    private readonly List<long> _erased = [];
    private int _read;

    public ControlTotalsCacheTests() => _totals = Of(_recorded, count => _read += count, _erased);

    private static ControlTotalsCache Of(List<EventEnvelope> recorded, Action<int> read, List<long>? erased = null) => new(Source, (after, upTo, limit, _) =>
    {
        EventEnvelope[] page = [.. recorded.Where(e => e.Position > after.Position && e.Position <= upTo).Take(limit)];
        read(page.Length);
        return Task.FromResult<IReadOnlyList<EventEnvelope>>(page);
    }, _ => Task.FromResult<IReadOnlyCollection<long>>([.. erased ?? []]));

    private static EventEnvelope Event(int position, string actor = "test") => new()
    {
        Id = new Guid(position, 0, 0, new byte[8]),
        Source = Source,
        Type = "jp.imizu.outreach.target-identified.v1",
        Subject = "target/1",
        Time = DateTimeOffset.UnixEpoch,
        Position = position,
        Previousposition = position - 1,
        Streamversion = 1,
        Actor = actor,
        Data = JsonElement.Parse($$"""{"on":"{{2020 + position % 3}}-05-01"}"""),
    };

    private void Record(int count) => _recorded.AddRange(Enumerable.Range(_recorded.Count + 1, count).Select(position => Event(position)));

    private static string AtOnce(IEnumerable<EventEnvelope> events, long upTo) =>
        Written(ControlTotals.None(Source).With(events.Where(e => e.Position <= upTo)) with { Position = upTo });

    private static string Written(ControlTotals totals) => JsonSerializer.Serialize(totals, ContractJson.Options);

    private async Task<int> ReadFor(long upTo, bool isFresh = false)
    {
        _read = 0;
        Assert.Equal(AtOnce(_recorded, upTo), Written(await _totals.UpTo(upTo, isFresh, Cancelled)));
        return _read;
    }

    [Fact]
    public async Task Without_events_the_totals_are_empty() => Assert.Equal(0, await ReadFor(7));

    [Fact]
    public async Task Hashed_events_are_not_read_again()
    {
        Record(2500);
        Assert.Equal(2500, await ReadFor(2500));
        Assert.Equal(0, await ReadFor(2500));
        Record(10);
        Assert.Equal(10, await ReadFor(2510));
    }

    [Fact]
    public async Task Totals_below_the_cached_position_read_at_most_two_pages()
    {
        Record(10_500);
        await ReadFor(10_500);
        foreach (var upTo in new[] { 1, 999, 1000, 1001, 5555, 10_499 })
        {
            Assert.InRange(await ReadFor(upTo), 0, 2 * ControlTotalsCache.Page);
        }
        Assert.Equal(0, await ReadFor(10_500));
    }

    [Fact]
    public async Task A_changed_event_shows_only_in_totals_counted_from_scratch()
    {
        Record(1500);
        var before = await _totals.UpTo(1500, isFresh: false, Cancelled);
        _recorded[700] = Event(701, actor: "somebody-else");
        Assert.Equal(before.Hash, (await _totals.UpTo(1500, isFresh: false, Cancelled)).Hash);
        Assert.Equal(1500, await ReadFor(1500, isFresh: true));
        Assert.NotEqual(before.Hash, (await _totals.UpTo(1500, isFresh: false, Cancelled)).Hash);
    }

    [Fact]
    public async Task Whose_text_another_process_has_erased_is_read_again_with_all_behind_it_and_only_once()
    {
        Record(5500);
        await ReadFor(5500);
        Erase(3500);
        Assert.InRange(await ReadFor(5500), 2001, 2000 + ControlTotalsCache.Page);
        Assert.Equal(0, await ReadFor(5500));
        Assert.InRange(await ReadFor(3400), 0, 2 * ControlTotalsCache.Page);
    }

    [Fact]
    public async Task A_text_that_is_erased_while_totals_are_counted_is_not_in_them()
    {
        Record(2500);
        using var totals = Of(_recorded, _ => Erase(500), _erased);
        Assert.Equal(Written(await totals.UpTo(2500, isFresh: false, Cancelled)), AtOnce(_recorded, 2500));
    }

    private void Erase(int position)
    {
        if (!_erased.Contains(position))
        {
            _recorded[position - 1] = Event(position, actor: "without-text");
            _erased.Add(position);
        }
    }

    [Fact]
    public async Task After_many_requests_totals_below_the_cached_position_read_at_most_two_pages()
    {
        for (var i = 0; i < 300; i++)
        {
            Record(17);
            Assert.Equal(17, await ReadFor(_recorded.Count));
        }
        Assert.InRange(await ReadFor(2000), 0, 2 * ControlTotalsCache.Page);
    }

    [Property(MaxTest = 20)]
    public Property Whatever_is_asked_in_whatever_order_the_answer_is_that_of_one_count() => Prop.ForAll(
        Gen.NonEmptyListOf(Gen.Choose(0, 3000)).ToArbitrary(), Gen.Choose(1, 3000).ToArbitrary(),
        (asked, count) =>
        {
            var recorded = Enumerable.Range(1, count).Where(position => position % 7 != 0).Select(position => Event(position)).ToList();
            using var totals = Of(recorded, _ => { });
            return asked.All(upTo => Written(totals.UpTo(upTo, isFresh: upTo % 5 == 0, CancellationToken.None).Result) == AtOnce(recorded, upTo));
        });
}
