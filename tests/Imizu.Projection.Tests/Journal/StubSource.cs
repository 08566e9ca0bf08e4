using System.Net;
using System.Net.Http.Json;
using System.Web;
using Imizu.Contracts;
using Imizu.EventStreams.Http;

namespace Imizu.Projection.Tests.Journal;

/// <summary>The feed and the totals of one source, as its service answers them; all others have nothing.</summary>
internal sealed class StubSource : HttpMessageHandler
{
    private int _looks, _pages;

    public IReadOnlyList<EventEnvelope> Events { get; set; } = [];

    /// <summary>The high-water mark, where it is none of an event's.</summary>
    public long? HighWater { get; set; }

    public bool IsAway { get; set; }

    /// <summary>How often it was asked how far it goes.</summary>
    public int Looks => _looks;

    /// <summary>How often it was asked for all that it has.</summary>
    public int Pages => _pages;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        var isFollowed = request.RequestUri.Host == "consultation";
        var events = isFollowed ? Events : [];
        var highWater = (isFollowed ? HighWater : null) ?? (events is [.., var last] ? last.Position : 0);
        if (isFollowed && IsAway)
        {
            throw new HttpRequestException("Away.");
        }
        if (request.RequestUri.AbsolutePath == "/control-totals")
        {
            var upTo = Math.Min(long.Parse(asked["upTo"]!), highWater);
            return Answer(ControlTotals.None($"urn:imizu:{request.RequestUri.Host}").With(events.Where(e => e.Position <= upTo)) with { Position = upTo }, highWater);
        }
        if (isFollowed)
        {
            Interlocked.Increment(ref asked["limit"] == "1" ? ref _looks : ref _pages);
        }
        return Answer(events.Where(e => e.Position > long.Parse(asked["after"]!)).Take(int.Parse(asked["limit"]!)), highWater);
    }

    private static Task<HttpResponseMessage> Answer<T>(T content, long highWater)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(content, options: ContractJson.Options) };
        answer.Headers.Add(FeedEndpoint.HighWaterHeader, $"{highWater}");
        return Task.FromResult(answer);
    }
}
