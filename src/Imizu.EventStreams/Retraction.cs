using Imizu.Contracts;
using JasperFx.Events;

namespace Imizu.EventStreams;

/// <summary>The command to retract an entry.</summary>
/// <param name="Reason">Why.</param>
public sealed record RetractEntry(RetractionReason Reason) : StreamCommand;

/// <summary>The rules of retraction, the same for all streams.</summary>
public static class Retraction
{
    /// <summary>Refuses an unknown entry, and one that a later entry depends on unless another entry can take its place.</summary>
    public static Decision<object> Decide<TState, TEvent, TCommand>(
        StreamDefinition<TState, TEvent, TCommand> definition, History history, Guid entryId, RetractEntry command, Func<Guid, RetractionReason, EntryRetracted> retracted)
        where TEvent : class
        where TCommand : StreamCommand
    {
        var wrong = history.Entries.FirstOrDefault(e => e.Id == entryId);
        if (wrong?.Happened() is not TEvent happened)
        {
            return new Refusal("entryId", "取り消す記録が見つかりません。記録の一覧で番号を確かめてください。");
        }
        if (history.RetractionOf(entryId) is { ReplacedBy: { } newer })
        {
            return new Refusal("entryId", $"この記録は訂正されています。取り消すのは、今の記録（{newer}）です。");
        }
        if (history.RetractionOf(entryId) is not null)
        {
            return new Unchanged();
        }
        if (definition.Keeps?.Invoke(history.State(definition), happened) is { } kept)
        {
            return kept;
        }
        IEvent[] standing = [.. history.StandingOf<TEvent>()];
        var foundations = Foundations();
        var left = standing.FirstOrDefault(later => Follows(later, wrong) && !standing.Any(other => Carries(other, later)));
        return left is null
            ? retracted(entryId, command.Reason)
            : new Refusal("entryId", $"この記録に基づく「{EventCatalog.WordOf(left.Data.GetType())}」の記録（{left.Id}）があります。先にそれを取り消してください。");

        bool DependsOn(IEvent later, IEvent earlier) => definition.DependsOn((TEvent)later.Happened(), (TEvent)earlier.Happened());

        bool Follows(IEvent later, IEvent earlier) => history.PlaceOf(later) > history.PlaceOf(earlier) && DependsOn(later, earlier);

        // What the wrong entry itself came out of is used up by it, and what came out of the later one cannot carry it.
        bool Carries(IEvent other, IEvent later) =>
            other != wrong && other != later && other.Happened().GetType() == wrong.Happened().GetType() && DependsOn(later, other)
            && !foundations.Contains(other) && !Follows(other, later);

        HashSet<IEvent> Foundations()
        {
            HashSet<IEvent> found = [wrong];
            foreach (var earlier in standing.Where(e => history.PlaceOf(e) < history.PlaceOf(wrong)).Reverse())
            {
                if (found.Any(later => DependsOn(later, earlier)))
                {
                    found.Add(earlier);
                }
            }
            return found;
        }
    }
}
