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
    public static IEnumerable<(EventMember Member, JsonElement Value, string Text)> Told(this HistoryEntry entry) =>
        from member in EventSchema.Of(entry.Type)?.Members ?? []
        where member.Name != "on" && entry.Data.TryGetProperty(member.Name, out _)
        let value = entry.Data.GetProperty(member.Name)
        let text = member.Shown(value)
        where text.Length > 0
        select (member, value, text);

    /// <summary>It in one line.</summary>
    public static string Line(this HistoryEntry entry) => $"{(entry.On() is { } on ? Japan.Day(on) : "")} {entry.Word} {string.Join("、", entry.Told().Select(told => told.Text))}";

    private static Guid? Subject(HistoryEntry entry) => entry.Data.TryGetProperty("entryId", out var id) ? id.GetGuid() : null;
}
