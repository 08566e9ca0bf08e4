using Imizu.Contracts;

namespace Imizu.EventStreams;

/// <summary>Asks that an entry count no longer.</summary>
/// <param name="Reason">Why.</param>
public sealed record RetractEntry(RetractionReason Reason) : StreamCommand;

/// <summary>The rules of retraction, the same for every stream.</summary>
public static class Retraction
{
    /// <summary>Refused where the entry is unknown, or where a later one stands on it and on nothing else of its kind.</summary>
    public static Decision<object> Decide<TEvent>(
        History history, Guid entryId, RetractEntry command, Func<TEvent, TEvent, bool> standsOn,
        Func<Guid, RetractionReason, EntryRetracted> retracted)
        where TEvent : class
    {
        var entry = history.Entries.FirstOrDefault(e => e.Id == entryId);
        if (entry?.Data is not TEvent wrong)
        {
            return new Refusal("entryId", "取り消す記録が見つかりません。記録の一覧で番号を確かめてください。");
        }
        if (history.IsRetracted(entry))
        {
            return new Unchanged();
        }
        TEvent[] others = [.. history.Standing.Where(e => e.Id != entryId).Select(e => e.Data).OfType<TEvent>()];
        var left = others.FirstOrDefault(later =>
            standsOn(later, wrong) && !others.Any(o => o.GetType() == wrong.GetType() && !ReferenceEquals(o, later) && standsOn(later, o)));
        return left is null
            ? retracted(entryId, command.Reason)
            : new Refusal("entryId", $"この記録に基づく記録（{EventCatalog.NameOf(left.GetType())}）があります。先にそれを取り消してください。");
    }
}
