using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Gateway.Tests.Following;

/// <summary>A follower reads every service's feed and control totals from the one address.</summary>
[Collection(nameof(RunningGateway))]
public sealed class SourcesTests(RunningGateway gateway)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_sources_are_listed_with_where_they_are_read()
    {
        using var follower = await Follower();

        var sources = await follower.GetFromJsonAsync<JsonElement>("/sources", Cancelled);

        var first = sources.EnumerateArray().First();
        Assert.Equal(5, sources.GetArrayLength());
        Assert.Equal("urn:imizu:consultation", first.GetProperty("source").GetString());
        Assert.Equal(HttpStatusCode.OK, (await follower.GetAsync(first.GetProperty("events").GetString(), Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await follower.GetAsync(first.GetProperty("controlTotals").GetString(), Cancelled)).StatusCode);
    }

    [Fact]
    public async Task A_feed_comes_as_the_service_answers_it()
    {
        using var follower = await Follower();
        await gateway.Record();
        await gateway.UntilHighWater(1);

        using var through = await follower.GetAsync("/sources/consultation/events?after=0&limit=1&replay=true", Cancelled);
        using var direct = await gateway.Consultation.Http.GetAsync("/events?after=0&limit=1&replay=true", Cancelled);

        Assert.Equal(await direct.Content.ReadAsStringAsync(Cancelled), await through.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal("application/cloudevents-batch+json", through.Content.Headers.ContentType!.MediaType);
        Assert.True(long.Parse(Assert.Single(through.Headers.GetValues("Imizu-High-Water"))) >= 1);
    }

    [Fact]
    public async Task Who_waits_is_answered_once_there_is_something()
    {
        using var follower = await Follower();
        await gateway.Record();
        var highWater = await gateway.UntilHighWater(1);

        var waiting = follower.GetAsync($"/sources/consultation/events?after={highWater}&wait=30", Cancelled);
        await gateway.Record();
        using var answer = await waiting;

        Assert.NotEmpty((await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).EnumerateArray());
    }

    [Fact]
    public async Task An_invalid_feed_request_is_answered_by_the_service()
    {
        using var follower = await Follower();

        using var answer = await follower.GetAsync("/sources/consultation/events?limit=0", Cancelled);
        using var unreadable = await follower.GetAsync("/sources/consultation/control-totals?upTo=x", Cancelled);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (answer.StatusCode, unreadable.StatusCode));
        Assert.Contains("\"limit\"", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.Contains("\"upTo\"", await unreadable.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unavailable_source_is_answered_503_and_an_unknown_one_404()
    {
        using var follower = await Follower();

        using var away = await follower.GetAsync("/sources/outreach/events", Cancelled);
        using var unknown = await follower.GetAsync("/sources/nobody/events", Cancelled);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.NotFound), (away.StatusCode, unknown.StatusCode));
        Assert.NotNull(away.Headers.RetryAfter);
        Assert.Contains("応答していません", await away.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.Contains("community-building", await unknown.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_concurrency_limit_applies_to_each_follower_separately()
    {
        using var greedy = await Follower();
        using var other = await Follower();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var waiting = Enumerable.Range(0, 17).Select(_ => greedy.GetAsync("/sources/consultation/events?after=1000000000&wait=30", enough.Token)).ToList();

        var told = await Task.WhenAny(waiting);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await told).StatusCode);
        Assert.Contains("同時に", await (await told).Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        using var others = await other.GetAsync("/sources/consultation/events?limit=1", Cancelled);
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);

        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));
        await UntilAnswered(greedy);
    }

    /// <summary>Asks until it is let in again: the gateway learns a moment later than we that nobody waits any more.</summary>
    private static Task UntilAnswered(HttpClient follower) => Eventually.Is(
        async () =>
        {
            using var answer = await follower.GetAsync("/sources/consultation/events?limit=1", Cancelled);
            return answer.StatusCode is HttpStatusCode.OK;
        },
        "who waits no longer is not counted any more");

    private async Task<HttpClient> Follower()
    {
        var (name, password) = await gateway.NewAccount();
        return gateway.As(name, password);
    }
}
