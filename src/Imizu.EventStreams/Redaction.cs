using Imizu.Contracts;

namespace Imizu.EventStreams;

/// <summary>The command to erase the texts of an entry.</summary>
/// <param name="Reason">Why.</param>
public sealed record RedactText(RedactionReason Reason) : StreamCommand;

/// <summary>The rules of redaction, the same for all streams.</summary>
/// <remarks>Nothing stands in the way of it: what is retracted, corrected or of a closed year can still be read, and so has to be erased there too.</remarks>
public static class Redaction
{
    /// <summary>Refuses an unknown entry, and one that has no texts.</summary>
    /// <param name="history">The stream.</param>
    /// <param name="entryId">The entry.</param>
    /// <param name="command">Why.</param>
    /// <param name="redacted">Makes the service's own redaction; null for a service whose events have no texts.</param>
    public static Decision<object> Decide<TEvent>(History history, Guid entryId, RedactText command, Func<Guid, long, IReadOnlyList<string>, RedactionReason, TextRedacted>? redacted)
        where TEvent : class
    {
        if (history.Entries.FirstOrDefault(e => e.Id == entryId) is not { } entry || entry.Happened() is not TEvent)
        {
            return new Refusal("entryId", "文を消す記録が見つかりません。記録の一覧で番号を確かめてください。");
        }
        string[] members = [.. WrittenText.Of(entry.Data).Select(text => text.Member)];
        if (redacted is null || members.Length == 0)
        {
            return new Refusal("entryId", $"「{EventCatalog.WordOf(entry.Data.GetType())}」の記録には、消せる文がありません。誤りなら、訂正するか取り消してください。");
        }
        return history.IsRedacted(entryId) ? new Unchanged() : redacted(entryId, entry.Sequence, members, command.Reason);
    }
}
