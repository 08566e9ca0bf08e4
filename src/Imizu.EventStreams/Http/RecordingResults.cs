using Imizu.Contracts.Streams;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.EventStreams.Storage;
using Microsoft.AspNetCore.Http;

namespace Imizu.EventStreams.Http;

/// <summary>Maps outcomes to HTTP results.</summary>
internal static class RecordingResults
{
    public static async Task<IResult> Record(HttpContext http, Func<RecordingRequest, Task<Outcome>> record)
    {
        if (!RequestHeaders.TryRead(http, out var request, out var problem))
        {
            return problem;
        }
        switch (await record(request))
        {
            case Outcome.Recorded recorded:
                if (recorded.Replayed)
                {
                    http.Response.Headers["Idempotency-Replayed"] = "true";
                }
                return Versioned(http, recorded.Answer.Version, recorded.Answer, StatusCodes.Status201Created);
            case Outcome.AlreadySo already:
                return Versioned(http, already.Answer.Version, already.Answer, StatusCodes.Status200OK);
            case var outcome:
                return Problems.Of(outcome);
        }
    }

    public static IResult NotFound() => Problems.Invalid("id", "この番号の記録はありません。", StatusCodes.Status404NotFound);

    public static IResult History(HttpContext http, History history, string? number, string? follows = null, string? followedBy = null) => history.Version == 0
        ? NotFound()
        : Versioned(http, history.Version, new HistoryAnswer(history.Stream, history.Version, [.. history.Entries.Select(e => new HistoryEntry(
            e.Id, EventCatalog.NameOf(e.EventType), EventCatalog.WordOf(e.EventType), e.Version, e.Timestamp.ToUniversalTime(), e.UserName!,
            history.RetractionOf(e.Id) is not null, history.RetractionOf(e.Id)?.ReplacedBy, history.PlaceOf(e), JsonSerializer.SerializeToElement(e.Data, e.EventType, ContractJson.Options)))]) { Number = number, Follows = follows, FollowedBy = followedBy }, StatusCodes.Status200OK);

    private static IResult Versioned<T>(HttpContext http, long version, T answer, int status)
    {
        http.Response.Headers.ETag = $"\"{version}\"";
        return Results.Json(answer, ContractJson.Options, statusCode: status);
    }
}
