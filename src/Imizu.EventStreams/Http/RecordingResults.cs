using System.Text.Json;
using System.Text.Json.Serialization;
using Imizu.Contracts;
using Imizu.EventStreams.Storage;
using Microsoft.AspNetCore.Http;

namespace Imizu.EventStreams.Http;

/// <summary>A stream with all its entries, retracted ones included.</summary>
public sealed record HistoryAnswer(string Stream, long Version, IReadOnlyList<HistoryEntry> Entries)
{
    /// <summary>The name of the stream that it follows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Follows { get; init; }

    /// <summary>The name of the stream that follows it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FollowedBy { get; init; }
}

/// <summary>An entry of a stream.</summary>
/// <param name="Id">Its permanent id.</param>
/// <param name="Type">Its type's permanent name.</param>
/// <param name="Word">What staff call it.</param>
/// <param name="Version">Its number in the stream.</param>
/// <param name="Time">When it was recorded.</param>
/// <param name="Actor">The code of who did.</param>
/// <param name="Retracted">Whether it counts no longer.</param>
/// <param name="ReplacedBy">The entry that it was corrected by; null where there is none.</param>
/// <param name="Place">Where it counts among the others, which rises from entry to entry but where one counts in the place of another.</param>
/// <param name="Data">The event.</param>
public sealed record HistoryEntry(
    Guid Id, string Type, string Word, long Version, DateTimeOffset Time, string Actor, bool Retracted, Guid? ReplacedBy, long Place, JsonElement Data);

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

    public static IResult History(HttpContext http, History history, string? follows = null, string? followedBy = null) => history.Version == 0
        ? NotFound()
        : Versioned(http, history.Version, new HistoryAnswer(history.Stream, history.Version, [.. history.Entries.Select(e => new HistoryEntry(
            e.Id, EventCatalog.NameOf(e.EventType), EventCatalog.WordOf(e.EventType), e.Version, e.Timestamp.ToUniversalTime(), e.UserName!,
            history.RetractionOf(e.Id) is not null, history.RetractionOf(e.Id)?.ReplacedBy, history.PlaceOf(e), JsonSerializer.SerializeToElement(e.Data, e.EventType, ContractJson.Options)))]) { Follows = follows, FollowedBy = followedBy }, StatusCodes.Status200OK);

    private static IResult Versioned<T>(HttpContext http, long version, T answer, int status)
    {
        http.Response.Headers.ETag = $"\"{version}\"";
        return Results.Json(answer, ContractJson.Options, statusCode: status);
    }
}
