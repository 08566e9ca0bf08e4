using Imizu.Contracts.Streams;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.FieldTallies;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Imizu.EventStreams.Storage;

namespace Imizu.Gateway.Tallies;

/// <summary>Community building is unavailable or fails, so that a tally is neither accepted nor refused and has to be sent again.</summary>
/// <param name="answered">The HTTP status where it answers with an error of its own; null where it is unavailable.</param>
/// <param name="inner">Why.</param>
internal sealed class ServiceUnavailableException(HttpStatusCode? answered = null, Exception? inner = null)
    : HttpRequestException($"{MeasureClient.Service} {(answered is null ? "does not answer" : $"answers {(int)answered}")}.", inner, answered);

/// <summary>A value that was recorded for a measure and a period.</summary>
internal sealed record RecordedTally(DateTimeOffset Time, string Actor, decimal Value);

/// <summary>Reads measures from community building, and hands tallies on to it.</summary>
/// <remarks>Each method throws <see cref="ServiceUnavailableException"/>: nothing is decided then, and the tally can be sent again.</remarks>
internal sealed class MeasureClient(IHttpClientFactory clients)
{
    /// <summary>The service's name in the stack.</summary>
    public const string Service = "community-building";

    private static readonly string TalliedType = EventCatalog.NameOf(typeof(FieldMeasureEvent.Tallied));

    private static readonly Refusal Retracted = new(
        "value", "この集計は記録のあとで取り消されています。取消しが誤りなら、担当者に確かめてから新しい送信として送ってください（新しい Idempotency-Key か message-id で。ファイルなら、この行だけの新しいファイルで）。");

    /// <summary>All registered measures.</summary>
    public Task<IReadOnlyList<RegisteredMeasure>> List(CancellationToken cancellationToken) => Get<IReadOnlyList<RegisteredMeasure>>("measures", cancellationToken);

    /// <summary>The values of a measure for a tally's period, oldest first; the last one is current.</summary>
    public async Task<IReadOnlyList<RecordedTally>> Recorded(RegisteredMeasure measure, Tally tally, CancellationToken cancellationToken) =>
    [
        .. from entry in (await Get<HistoryAnswer>($"measures/{measure.Code}", cancellationToken)).Entries
           where entry.Type == TalliedType && !entry.Retracted
           orderby entry.Place
           let tallied = entry.Data.Deserialize<FieldMeasureEvent.Tallied>(ContractJson.Options)!
           where (tallied.From, tallied.To) == (tally.From, tally.To)
           select new RecordedTally(entry.Time, entry.Actor, tallied.Value),
    ];

    /// <summary>Hands a tally on to the measure's decider, which applies all rules of periods and values.</summary>
    /// <param name="measure">Which.</param>
    /// <param name="tally">The period and the value.</param>
    /// <param name="sender">The sender, recorded as the event's actor.</param>
    /// <param name="key">The idempotency key, if there is one.</param>
    /// <param name="isDryRun">Whether it is decided only.</param>
    /// <param name="cancellationToken">Cancels the operation; the tally may be recorded all the same.</param>
    public async Task<TallyOutcome> Send(RegisteredMeasure measure, Tally tally, string sender, string? key, bool isDryRun, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"measures/{measure.Code}/tallies")
        {
            Content = JsonContent.Create(new { tally.From, tally.To, tally.Value }, options: ContractJson.Options),
        };
        request.Headers.Add(ActorCode.OnBehalfOf, sender);
        if (isDryRun)
        {
            request.Headers.Add(RequestHeaders.DryRun, "true");
        }
        else if (key is not null)
        {
            request.Headers.Add(RequestHeaders.IdempotencyKey, key);
        }
        return await Ask<TallyOutcome>(request, async answer =>
        {
            switch (answer.StatusCode)
            {
                case HttpStatusCode.Created or HttpStatusCode.OK:
                    var recorded = await Read<RecordedAnswer>(answer, cancellationToken);
                    var isReplayed = answer.Headers.Contains("Idempotency-Replayed");
                    return isReplayed && await IsRetracted(measure, recorded, cancellationToken) ? new TallyOutcome.Refused(Retracted, StatusCodes.Status409Conflict)
                        : answer.StatusCode == HttpStatusCode.OK && recorded.Entries.Count == 0 ? new TallyOutcome.Unchanged(recorded.Stream, recorded.Version)
                        : new TallyOutcome.Accepted(recorded.Stream, recorded.Version, isReplayed);
                case HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity:
                    return (await Read<HttpValidationProblemDetails>(answer, cancellationToken)).Errors.FirstOrDefault() is { Key: { } field, Value: [var because, ..] }
                        ? new TallyOutcome.Refused(new Refusal(field == "id" ? "measure" : field, because), (int)answer.StatusCode)
                        : throw await Failed(answer, cancellationToken);
                default:
                    throw await Failed(answer, cancellationToken);
            }
        }, cancellationToken);
    }

    /// <summary>Whether what was recorded under the same key, or what it was corrected to, has been retracted since; the key does not record it again.</summary>
    private async Task<bool> IsRetracted(RegisteredMeasure measure, RecordedAnswer recorded, CancellationToken cancellationToken)
    {
        var entries = (await Get<HistoryAnswer>($"measures/{measure.Code}", cancellationToken)).Entries.ToDictionary(entry => entry.Id);
        return recorded.Entries.Any(known => IsGone(known.Id));

        bool IsGone(Guid id) => entries.GetValueOrDefault(id) is { Retracted: true } entry && (entry.ReplacedBy is not { } newer || IsGone(newer));
    }

    private async Task<T> Get<T>(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await Ask(request, async answer => answer.IsSuccessStatusCode ? await Read<T>(answer, cancellationToken) : throw await Failed(answer, cancellationToken), cancellationToken);
    }

    private async Task<T> Ask<T>(HttpRequestMessage request, Func<HttpResponseMessage, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            using var http = clients.CreateClient(Service);
            using var answer = await http.SendAsync(request, cancellationToken);
            return await read(answer);
        }
        catch (Exception e) when (e is (HttpRequestException and not ServiceUnavailableException) or JsonException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ServiceUnavailableException(inner: e);
        }
    }

    private static async Task<T> Read<T>(HttpResponseMessage answer, CancellationToken cancellationToken) =>
        await answer.Content.ReadFromJsonAsync<T>(ContractJson.Options, cancellationToken) ?? throw new JsonException("It is null.");

    /// <summary>An outage is nobody's; an event of a measure that the service cannot read is that measure's.</summary>
    private static async Task<ServiceUnavailableException> Failed(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var isOutage = answer.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
            && !(await answer.Content.ReadAsStringAsync(cancellationToken)).Contains(Problems.TypePrefix + Problems.UnreadableEvent, StringComparison.Ordinal);
        return new ServiceUnavailableException(isOutage ? null : answer.StatusCode);
    }
}
