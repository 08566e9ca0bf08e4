using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.FieldTallies;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Imizu.EventStreams.Storage;

namespace Imizu.Gateway.Tallies;

/// <summary>The services that have measures: which ones each has, and what its decider says to a tally.</summary>
internal sealed class TallyServices(IHttpClientFactory clients)
{
    /// <summary>The client's name.</summary>
    public const string Client = "tallies";

    private static readonly Refusal Retracted = new(
        "value", "この集計は記録のあとで取り消されています。取消しが誤りなら、担当者に確かめてから新しい送信として送ってください（新しい Idempotency-Key か message-id で。ファイルなら、この行だけの新しいファイルで）。");

    /// <summary>By their names in the stack.</summary>
    public static readonly IReadOnlyList<string> Names = EventAreas.HaveTallies;

    /// <summary>The measures that it has, or only that of a code.</summary>
    /// <exception cref="ServiceAwayException">It does not answer now.</exception>
    public async Task<IReadOnlyList<KnownMeasure>> Measures(string service, CancellationToken cancellationToken, string? code = null)
    {
        var path = $"http://{service}/measures{(code is null ? "" : $"?code={Uri.EscapeDataString(code)}")}";
        using var answer = await Send(service, new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);
        return answer.IsSuccessStatusCode
            ? [.. (await Read<List<RegisteredMeasure>>(service, answer, cancellationToken)).Select(
                measure => new KnownMeasure(service, measure.Code, measure.Programme, measure.Measure, measure.Unit))]
            : throw new ServiceAwayException(service);
    }

    /// <param name="measure">Whose decider decides.</param>
    /// <param name="tally">The period and the value.</param>
    /// <param name="sender">Who is recorded as the one that said so.</param>
    /// <param name="key">The sending's name, if it has one.</param>
    /// <param name="cancellationToken">Gives up; what was handed over may be recorded all the same.</param>
    /// <exception cref="ServiceAwayException">It does not answer now.</exception>
    public async Task<TallyOutcome> HandOn(KnownMeasure measure, Tally tally, Sender sender, string? key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{measure.Service}/measures/{measure.Code}/tallies")
        {
            Content = JsonContent.Create(new { tally.From, tally.To, tally.Value }, options: ContractJson.Options),
        };
        request.Headers.Add(RequestHeaders.Actor, sender.Name);
        if (key is not null)
        {
            request.Headers.Add(RequestHeaders.IdempotencyKey, key);
        }
        using var answer = await Send(measure.Service, request, cancellationToken);
        switch (answer.StatusCode)
        {
            case HttpStatusCode.Created:
                var recorded = await Read<RecordedAnswer>(measure.Service, answer, cancellationToken);
                var isReplayed = answer.Headers.Contains("Idempotency-Replayed");
                return isReplayed && await IsRetracted(measure, recorded, cancellationToken)
                    ? new TallyOutcome.Refused(Retracted, StatusCodes.Status409Conflict)
                    : new TallyOutcome.Accepted(recorded.Stream, recorded.Version, isReplayed);
            case HttpStatusCode.OK:
                var known = await Read<RecordedAnswer>(measure.Service, answer, cancellationToken);
                return new TallyOutcome.Unchanged(known.Stream, known.Version);
            case HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity:
                var problem = await Read<HttpValidationProblemDetails>(measure.Service, answer, cancellationToken);
                return problem.Errors.FirstOrDefault() is { Key: { } field, Value: [var because, ..] }
                    ? new TallyOutcome.Refused(new Refusal(field == "id" ? "measure" : field, because), (int)answer.StatusCode)
                    : throw NoDecision(measure.Service, answer.StatusCode);
            default:
                throw NoDecision(measure.Service, answer.StatusCode);
        }
    }

    /// <summary>All that it recorded of a measure, oldest first, what was retracted among it.</summary>
    /// <exception cref="ServiceAwayException">It does not answer now.</exception>
    public async Task<IReadOnlyList<HistoryEntry>> History(KnownMeasure measure, CancellationToken cancellationToken)
    {
        using var answer = await Send(measure.Service, new HttpRequestMessage(HttpMethod.Get, $"http://{measure.Service}/measures/{measure.Code}"), cancellationToken);
        return answer.IsSuccessStatusCode
            ? (await Read<HistoryAnswer>(measure.Service, answer, cancellationToken)).Entries
            : throw NoDecision(measure.Service, answer.StatusCode);
    }

    /// <summary>What an earlier sending of the same name has recorded may have been taken back since: the name brings it back no more.</summary>
    private async Task<bool> IsRetracted(KnownMeasure measure, RecordedAnswer recorded, CancellationToken cancellationToken) =>
        (await History(measure, cancellationToken)).Any(entry => entry.Retracted && recorded.Entries.Any(recorded => recorded.Id == entry.Id));

    private static ServiceAwayException NoDecision(string service, HttpStatusCode status) => new(service)
    {
        Answered = status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout ? null : (int)status,
    };

    private async Task<HttpResponseMessage> Send(string service, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var http = clients.CreateClient(Client);
            return await http.SendAsync(request, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ServiceAwayException(service, e);
        }
    }

    private static async Task<T> Read<T>(string service, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            return (await answer.Content.ReadFromJsonAsync<T>(ContractJson.Options, cancellationToken))!;
        }
        catch (Exception e) when (e is JsonException or HttpRequestException or IOException)
        {
            throw new ServiceAwayException(service, e);
        }
    }
}
