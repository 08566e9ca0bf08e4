using System.Globalization;
using System.Net.Http.Json;
using Imizu.Contracts;
using Imizu.EventStreams.Http;

namespace Imizu.Projection.Journal;

/// <summary>The services whose events are followed, and their feeds.</summary>
public sealed class EventSources(IHttpClientFactory clients)
{
    /// <summary>The name of the HTTP client for the feeds.</summary>
    public const string Client = "feeds";

    /// <summary>The most events that are asked for at once.</summary>
    public const int Page = 1000;

    private const string Prefix = "urn:imizu:";

    /// <summary>All sources. A service's name in the stack is the last part of its source.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Prefix + "consultation", Prefix + "outreach", Prefix + "participation", Prefix + "community-building"];

    /// <summary>The number that facts know a source by: its place in <see cref="All"/>, which is added to and never reordered.</summary>
    public static short NumberOf(string source)
    {
        for (short number = 0; number < All.Count; number++)
        {
            if (All[number] == source)
            {
                return number;
            }
        }
        throw new ArgumentOutOfRangeException(nameof(source), source, "No such source is followed.");
    }

    /// <summary>The name of a source's service.</summary>
    public static string ServiceOf(string source) => source[Prefix.Length..];

    /// <summary>Of known events, those that a source's service records: what it tells of others' is none of its business, and counts nothing.</summary>
    public static EventCatalog Known(string source, EventCatalog known) => known.Of(ServiceOf(source));

    /// <summary>The next events of a source, as its own feed has them, and how far the feed goes.</summary>
    /// <param name="source">One of <see cref="All"/>.</param>
    /// <param name="after">The last position that is there already.</param>
    /// <param name="limit">The most events that are wanted; with 1, it is more of a question how far the feed goes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<(IReadOnlyList<EventEnvelope> Events, long HighWater)> Read(string source, long after, int limit, CancellationToken cancellationToken) => Ask(
        source, $"events?after={after}&limit={limit}", async answer => (
            (IReadOnlyList<EventEnvelope>)(await answer.Content.ReadFromJsonAsync<List<EventEnvelope>>(ContractJson.Options, cancellationToken) ?? []),
            long.Parse(answer.Headers.GetValues(FeedEndpoint.HighWaterHeader).Single(), CultureInfo.InvariantCulture)), cancellationToken);

    /// <summary>A source's control totals up to a position.</summary>
    /// <param name="source">One of <see cref="All"/>.</param>
    /// <param name="upTo">The position.</param>
    /// <param name="isFresh">Whether it has to read everything again.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ControlTotals> Totals(string source, long upTo, bool isFresh, CancellationToken cancellationToken) => Ask(
        source, $"control-totals?upTo={upTo}&fresh={isFresh}",
        async answer => (await answer.Content.ReadFromJsonAsync<ControlTotals>(ContractJson.Options, cancellationToken))!, cancellationToken);

    /// <exception cref="SourceAwayException">No answer, or none that can be read.</exception>
    private async Task<T> Ask<T>(string source, string question, Func<HttpResponseMessage, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await clients.CreateClient(Client).GetAsync($"http://{ServiceOf(source)}/{question}", cancellationToken);
            answer.EnsureSuccessStatusCode();
            return await read(answer);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceAwayException(e.Message, e);
        }
    }
}
