using Imizu.Contracts;
using JasperFx.Events;

namespace Imizu.EventStreams;

/// <summary>Asks that an entry count no longer.</summary>
/// <param name="Reason">Why.</param>
public sealed record RetractEntry(RetractionReason Reason) : StreamCommand;

/// <summary>The rules of retraction, the same for every stream.</summary>
public static class Retraction
{
    /// <summary>Refused where the entry is unknown, or where a later one stands on it and nothing else could carry that.</summary>
    public static Decision<object> Decide<TEvent>(
        History history, Guid entryId, RetractEntry command, Func<TEvent, TEvent, bool> standsOn,
        Func<Guid, RetractionReason, EntryRetracted> retracted)
        where TEvent : class
    {
        var wrong = history.Entries.FirstOrDefault(e => e.Id == entryId);
        if (wrong?.Happened() is not TEvent)
        {
            return new Refusal("entryId", "取り消す記録が見つかりません。記録の一覧で番号を確かめてください。");
        }
        if (history.IsRetracted(wrong))
        {
            return new Unchanged();
        }
        IEvent[] standing = [.. history.Standing.Where(e => e.Happened() is TEvent)];
        var foundations = Foundations();
        var left = standing.FirstOrDefault(later => Follows(later, wrong) && !standing.Any(other => Carries(other, later)));
        return left is null
            ? retracted(entryId, command.Reason)
            : new Refusal("entryId", $"この記録に基づく「{EventCatalog.WordOf(left.Data.GetType())}」の記録（{left.Id}）があります。先にそれを取り消してください。");

        bool StandsOn(IEvent later, IEvent earlier) => standsOn((TEvent)later.Happened(), (TEvent)earlier.Happened());

        bool Follows(IEvent later, IEvent earlier) => later.Version > earlier.Version && StandsOn(later, earlier);

        // What the wrong entry itself came out of is used up by it, and what came out of the later one cannot carry it.
        bool Carries(IEvent other, IEvent later) =>
            other != wrong && other != later && other.Happened().GetType() == wrong.Happened().GetType() && StandsOn(later, other)
            && !foundations.Contains(other) && !Follows(other, later);

        HashSet<IEvent> Foundations()
        {
            HashSet<IEvent> found = [wrong];
            foreach (var earlier in standing.Where(e => e.Version < wrong.Version).Reverse())
            {
                if (found.Any(later => StandsOn(later, earlier)))
                {
                    found.Add(earlier);
                }
            }
            return found;
        }
    }
}
