using System.Globalization;
using System.Net.Http.Json;
using Imizu.Contracts;
using Imizu.EventStreams.Http;
using Microsoft.AspNetCore.Mvc;

namespace Imizu.Projection.Journal;

/// <summary>The followed services and the client of their feeds.</summary>
public sealed class EventSources(IHttpClientFactory clients)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string Client = "feeds";

    /// <summary>The page size of feed requests.</summary>
    public const int Page = 1000;

    private const string Prefix = "urn:imizu:";

    /// <summary>This service's own source: others follow it, and the journal does not.</summary>
    public const string Own = Prefix + "projection";

    /// <summary>All followed sources. The last part of a source is its service's name.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Prefix + "consultation", Prefix + "outreach", Prefix + "participation", Prefix + "community-building"];

    /// <summary>The number by which facts refer to a source: its index in <see cref="All"/>, which only grows and is never reordered.</summary>
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

    /// <summary>The source that facts refer to by a number; of one that only another build follows, the number itself.</summary>
    public static string NameOf(short number) => number < All.Count ? All[number] : $"{Prefix}{number}";

    /// <summary>The name of a source's service.</summary>
    public static string ServiceOf(string source) => source[Prefix.Length..];

    /// <summary>The event types that a source's service may record.</summary>
    public static EventCatalog Known(string source, EventCatalog known) => known.Of(ServiceOf(source));

    /// <summary>Reads the next events of a source's feed and its high-water mark.</summary>
    /// <param name="source">One of <see cref="All"/>.</param>
    /// <param name="after">The last position that is there already.</param>
    /// <param name="limit">The most events that are wanted; with 1, it is more of a question how far the feed goes.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public Task<(IReadOnlyList<EventEnvelope> Events, long HighWater)> Read(string source, long after, int limit, CancellationToken cancellationToken) => Ask(
        source, $"events?after={after}&limit={limit}", async answer => (
            (IReadOnlyList<EventEnvelope>)(await answer.Content.ReadFromJsonAsync<List<EventEnvelope>>(ContractJson.Options, cancellationToken) ?? []),
            PositionIn(answer, FeedEndpoint.HighWaterHeader)), cancellationToken);

    /// <summary>The position of the last event that a source has recorded, whether its feed has it yet or not.</summary>
    public Task<long> LastPosition(string source, CancellationToken cancellationToken) =>
        Ask(source, $"events?after={long.MaxValue}&limit=1", answer => Task.FromResult(PositionIn(answer, FeedEndpoint.PreviousPositionHeader)), cancellationToken);

    /// <summary>A source's control totals up to a position.</summary>
    /// <param name="source">One of <see cref="All"/>.</param>
    /// <param name="upTo">The position.</param>
    /// <param name="isFresh">Whether it has to read everything again.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public Task<ControlTotals> Totals(string source, long upTo, bool isFresh, CancellationToken cancellationToken) => Ask(
        source, $"control-totals?upTo={upTo}&fresh={isFresh}",
        async answer => (await answer.Content.ReadFromJsonAsync<ControlTotals>(ContractJson.Options, cancellationToken))!, cancellationToken);

    private static long PositionIn(HttpResponseMessage answer, string header) => long.Parse(answer.Headers.GetValues(header).Single(), CultureInfo.InvariantCulture);

    /// <summary>What the service says is wrong, such as the event that it cannot read.</summary>
    private static async Task<string?> Problem(HttpResponseMessage answer, CancellationToken cancellationToken) =>
        answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? (await answer.Content.ReadFromJsonAsync<ProblemDetails>(cancellationToken))?.Detail : answer.ReasonPhrase;

    /// <exception cref="SourceUnavailableException">The service is unavailable or its response is invalid.</exception>
    private async Task<T> Ask<T>(string source, string question, Func<HttpResponseMessage, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await clients.CreateClient(Client).GetAsync($"http://{ServiceOf(source)}/{question}", cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                throw new HttpRequestException($"{(int)answer.StatusCode} {await Problem(answer, cancellationToken)}");
            }
            return await read(answer);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceUnavailableException(e.Message, e);
        }
    }
}
