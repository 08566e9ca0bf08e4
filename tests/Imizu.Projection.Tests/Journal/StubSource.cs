using System.Net;
using System.Net.Http.Json;
using System.Web;
using Imizu.Contracts;
using Imizu.EventStreams.Http;

namespace Imizu.Projection.Tests.Journal;

/// <summary>The feed and the totals of one source, as its service answers them; all others have nothing.</summary>
internal sealed class StubSource : HttpMessageHandler
{
    private int _checks, _pages, _totals;

    public IReadOnlyList<EventEnvelope> Events { get; set; } = [];

    /// <summary>The high-water mark, where it is none of an event's.</summary>
    public long? HighWater { get; set; }

    /// <summary>The last position that is recorded, where the high-water mark has not passed it yet.</summary>
    public long? LastPosition { get; set; }

    public bool IsAway { get; set; }

    /// <summary>Whether all others never answer.</summary>
    public bool AreOthersFrozen { get; set; }

    /// <summary>What its totals wait for; null where they are answered at once.</summary>
    public TaskCompletionSource? HeldTotals { get; set; }

    /// <summary>How often it was asked for its totals.</summary>
    public int TotalsAsked => _totals;

    /// <summary>How often it was asked how far it goes.</summary>
    public int Looks => _checks;

    /// <summary>How often it was asked for all that it has.</summary>
    public int Pages => _pages;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        var isFollowed = request.RequestUri.Host == "consultation";
        var events = isFollowed ? Events : [];
        var highWater = (isFollowed ? HighWater : null) ?? (events is [.., var last] ? last.Position : 0);
        if (!isFollowed && AreOthersFrozen)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        if (isFollowed && IsAway)
        {
            throw new HttpRequestException("Away.");
        }
        if (request.RequestUri.AbsolutePath == "/control-totals")
        {
            Interlocked.Increment(ref _totals);
            await (HeldTotals?.Task ?? Task.CompletedTask);
            var upTo = Math.Min(long.Parse(asked["upTo"]!), highWater);
            ErasedTexts[] erased = [.. events.Where(e => e.Position > upTo).Select(e => e.Decode()).OfType<TextRedacted>().Where(redaction => redaction.Position <= upTo)
                .Select(redaction => new ErasedTexts(redaction.Position, redaction.Members))];
            return Answer(
                ControlTotals.None($"urn:imizu:{request.RequestUri.Host}").With(events.Where(e => e.Position <= upTo)) with { Position = upTo, ErasedSince = erased.Length > 0 ? erased : null },
                highWater);
        }
        if (isFollowed)
        {
            Interlocked.Increment(ref asked["limit"] == "1" ? ref _checks : ref _pages);
        }
        return Answer(events.Where(e => e.Position > long.Parse(asked["after"]!)).Take(int.Parse(asked["limit"]!)), highWater);
    }

    private HttpResponseMessage Answer<T>(T content, long highWater)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(content, options: ContractJson.Options) };
        answer.Headers.Add(FeedEndpoint.HighWaterHeader, $"{highWater}");
        answer.Headers.Add(FeedEndpoint.PreviousPositionHeader, $"{LastPosition ?? highWater}");
        return answer;
    }
}
