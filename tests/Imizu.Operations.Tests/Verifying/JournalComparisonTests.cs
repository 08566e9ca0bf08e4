using System.Net;
using System.Text.Json;
using System.Web;
using Imizu.Operations.Loading;
using Imizu.Operations.Tests.Loading;
using Imizu.Operations.Verifying;
using Imizu.Contracts;
using Xunit;

namespace Imizu.Operations.Tests.Verifying;

/// <summary>A service with twenty events, and a journal that may have others.</summary>
public sealed class JournalComparisonTests : IDisposable
{
    private const string Source = "urn:imizu:outreach";

    private static readonly EventEnvelope[] Recorded = [.. Enumerable.Range(1, 20).Select(i => Event(3 * i))];

    private readonly List<HttpClient> _clients = [];

    public void Dispose() => _clients.ForEach(client => client.Dispose());

    private static EventEnvelope Event(long position, string actor = "test") => new()
    {
        Id = new Guid((int)position, 0, 0, new byte[8]),
        Source = Source,
        Type = "jp.imizu.outreach.target-identified.v1",
        Subject = "target/1",
        Time = DateTimeOffset.UnixEpoch,
        Position = position,
        Previousposition = position - 3,
        Streamversion = 1,
        Actor = actor,
        Data = JsonElement.Parse(position % 2 == 0 ? """{"on":"2024-05-01"}""" : """{"on":"2025-05-01"}"""),
    };

    private async Task<SourceComparison> Compared(IReadOnlyList<EventEnvelope> journal, long? head = null)
    {
        var projection = new ScriptedService((request, _) =>
        {
            var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
            var (events, end) = request.RequestUri.Host == Services.Projection ? (journal, head ?? journal[^1].Position) : (Recorded, Recorded[^1].Position);
            var upTo = Math.Min(query["upTo"] is { } given ? long.Parse(given) : long.MaxValue, end);
            var totals = ControlTotals.None(Source).With(events.TakeWhile(e => e.Position <= upTo)) with { Position = upTo };
            return ScriptedService.Json(HttpStatusCode.OK, JsonSerializer.Serialize(totals, ContractJson.Options));
        });
        var client = new HttpClient(projection);
        _clients.Add(client);
        return await new JournalComparison(new TotalsReader(ScriptedService.Addresses, client))
            .CompareAsync(Services.Outreach, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_journal_that_has_everything_is_equal()
    {
        var compared = await Compared(Recorded);
        Assert.Null(compared.FirstDifference);
        Assert.Equal((60, 0), (compared.Position, compared.Lag));
        Assert.Equal(["2024", "2025", "all"], compared.Pair.Rows.Select(row => row.Year));
    }

    [Fact]
    public async Task What_has_not_come_yet_is_lag_and_no_difference()
    {
        var compared = await Compared(Recorded[..15]);
        Assert.Null(compared.FirstDifference);
        Assert.Equal((45, 5), (compared.Position, compared.Lag));
    }

    [Theory]
    [InlineData(0, "2025")]
    [InlineData(1, "2024")]
    [InlineData(10, "2025")]
    [InlineData(19, "2024")]
    public async Task The_first_changed_event_is_named_by_its_position_and_year(int changed, string year)
    {
        EventEnvelope[] journal = [.. Recorded];
        journal[changed] = Event(Recorded[changed].Position, actor: "somebody-else");
        journal[19] = Event(60, actor: "somebody-else");
        Assert.Equal(new Difference(Recorded[changed].Position, year), (await Compared(journal)).FirstDifference);
    }

    [Fact]
    public async Task An_event_that_is_missing_within_or_at_the_end_is_a_difference()
    {
        Assert.Equal(new Difference(9, "2025"), (await Compared([.. Recorded[..2], .. Recorded[3..]])).FirstDifference);
        Assert.Equal(new Difference(60, "2024"), (await Compared(Recorded[..19], head: 60)).FirstDifference);
    }

    [Fact]
    public async Task An_event_that_the_source_does_not_have_is_a_difference() =>
        Assert.Equal(new Difference(63, "2025"), (await Compared([.. Recorded, Event(63)])).FirstDifference);
}
