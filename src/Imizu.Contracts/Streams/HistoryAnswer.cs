using System.Text.Json;
using System.Text.Json.Serialization;

namespace Imizu.Contracts.Streams;

/// <summary>A stream with all its entries, retracted ones included.</summary>
/// <param name="Stream">Its name, such as <c>case/…</c>.</param>
/// <param name="Version">Its version.</param>
/// <param name="Entries">Its entries, in the order in which they were recorded.</param>
public sealed record HistoryAnswer(string Stream, long Version, IReadOnlyList<HistoryEntry> Entries)
{
    /// <summary>Its number for people, such as R6-012; null where streams of its kind have none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Number { get; init; }

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
