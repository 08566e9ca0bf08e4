using Imizu.Contracts;
using JasperFx.Events;

namespace Imizu.EventStreams;

/// <summary>The rules of correction, the same for all streams.</summary>
public static class Correction
{
    /// <summary>
    /// Puts what a command records in the place of a wrong entry: decides it on what stood before that, then decides all that stands behind it again.
    /// Refuses what the rules forbid there, and what would make them forbid a later entry that they permit now.
    /// </summary>
    /// <param name="definition">The kind of stream.</param>
    /// <param name="history">The stream.</param>
    /// <param name="entryId">The wrong entry.</param>
    /// <param name="command">What it should have been recorded by.</param>
    /// <param name="replacement">The id that the right entry is to have.</param>
    /// <param name="retracted">Makes the service's own retraction.</param>
    public static Decision<object> Decide<TState, TEvent, TCommand>(
        StreamDefinition<TState, TEvent, TCommand> definition, History history, Guid entryId, TCommand command, Guid replacement,
        Func<Guid, RetractionReason, EntryRetracted> retracted)
        where TEvent : class
        where TCommand : StreamCommand
    {
        IEvent[] standing = [.. history.StandingOf<TEvent>()];
        var at = Array.FindIndex(standing, e => e.Id == entryId);
        if (at < 0)
        {
            return new Refusal("entryId", history.RetractionOf(entryId) switch
            {
                { ReplacedBy: { } newer } => $"この記録は訂正されています。今の記録（{newer}）を訂正してください。",
                { } => "この記録は取り消されています。正しい内容を新しく記録してください。",
                null => "訂正する記録が見つかりません。記録の一覧で番号を確かめてください。",
            });
        }
        var wrong = (TEvent)standing[at].Happened();
        if (definition.Keeps?.Invoke(history.State(definition), wrong) is { } kept)
        {
            return kept;
        }
        if (definition.CommandOf(wrong).GetType() != command.GetType())
        {
            return new Refusal("entryId", $"この番号の記録は「{EventCatalog.WordOf(wrong.GetType())}」です。その宛先で訂正するか、番号を確かめてください。");
        }

        var before = standing[..at].Select(e => (TEvent)e.Happened()).Aggregate(definition.Initial, definition.Evolve);
        var decision = definition.Decide(before, command);
        if (decision.Refusal is { } refusal)
        {
            return refusal;
        }
        if (decision.Events is not [var right])
        {
            return new Refusal("entryId", "訂正すると、前の記録と同じ内容になります。二重の記録なら、この記録を取り消してください。");
        }
        var (field, reason) = Difference(wrong, right);
        if (field is null)
        {
            return new Unchanged();
        }

        var (was, now) = (definition.Evolve(before, wrong), definition.Evolve(before, right));
        foreach (var later in standing[(at + 1)..])
        {
            var happened = (TEvent)later.Happened();
            var again = definition.CommandOf(happened) with { Today = command.Today };
            if (definition.Decide(was, again).Events.Count > 0 && definition.Decide(now, again) is { Events: [] } forbidden)
            {
                return new Refusal(field,
                    $"訂正すると、後の「{EventCatalog.WordOf(happened.GetType())}」の記録（{Day(happened)}{later.Id}）と合わなくなります。{forbidden.Refusal?.Because ?? "同じ内容になります。"}先にその記録を訂正するか、取り消してください。");
            }
            (was, now) = (definition.Evolve(was, happened), definition.Evolve(now, happened));
        }
        return new Decision<object>([right, retracted(entryId, reason) with { ReplacedBy = replacement, Place = history.PlaceOf(standing[at]) }], null) { Warning = decision.Warning };
    }

    /// <summary>The first field in which the right entry differs, and whether the day was wrong or what was said; null where it does not differ.</summary>
    private static (string? Field, RetractionReason Reason) Difference(object wrong, object right)
    {
        if (wrong.GetType() != right.GetType())
        {
            return ("kind", RetractionReason.WrongContent);
        }
        var differing = AlreadyRecorded.Differing(wrong, right).ToList();
        return (differing.Select(AlreadyRecorded.FieldOf).FirstOrDefault(),
            differing.All(member => member.PropertyType == typeof(DateOnly)) ? RetractionReason.WrongDate : RetractionReason.WrongContent);
    }

    private static string Day(object happened) =>
        string.Concat(happened.GetType().GetProperties().Select(member => member.GetValue(happened)).OfType<DateOnly>().TakeLast(1).Select(day => $"{day:yyyy-MM-dd}、"));
}
