using System.Text.Json;
using Imizu.Contracts.Streams;

namespace Imizu.Web.Recording;

/// <summary>How a stream is shown.</summary>
internal static class StreamHistory
{
    /// <summary>The entries in their order; retractions and erasures are told at what they are about.</summary>
    public static IEnumerable<HistoryEntry> Shown(this HistoryAnswer history) => history.Entries.Where(entry => Subject(entry) is null).OrderBy(entry => entry.Place);

    /// <summary>What takes an entry back; null where it stands.</summary>
    public static HistoryEntry? RetractionOf(this HistoryAnswer history, HistoryEntry entry) => !entry.Retracted ? null
        : history.Entries.FirstOrDefault(other => Subject(other) == entry.Id && other.Type.Contains(".entry-retracted.", StringComparison.Ordinal));

    /// <summary>The day on which it happened; null where it has none of its own.</summary>
    public static DateOnly? On(this HistoryEntry entry) => entry.Data.TryGetProperty("on", out var on) ? on.Deserialize<DateOnly>() : null;

    /// <summary>What it says beside its day, each with its word.</summary>
    public static IEnumerable<(EventMember Member, JsonElement Value, string Text)> Told(this HistoryEntry entry) => EventSchema.Of(entry.Type)?.Members
        .Where(member => member.Name != "on" && entry.Data.TryGetProperty(member.Name, out _))
        .Select(member => (member, Value: entry.Data.GetProperty(member.Name))).Select(told => (told.member, told.Value, Text: told.member.Shown(told.Value))).Where(told => told.Text.Length > 0) ?? [];

    private static Guid? Subject(HistoryEntry entry) => entry.Data.TryGetProperty("entryId", out var id) ? id.GetGuid() : null;
}
