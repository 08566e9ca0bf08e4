using Imizu.EventStreams;
using Xunit;

namespace Imizu.Testing;

/// <summary>Tries every short history that the rules allow, and every retraction in it.</summary>
public static class EveryRetraction
{
    /// <summary>
    /// Fails where a retraction is accepted and what is left could not have been recorded, in whatever order, or amounts to something else than
    /// if it had been: then what still counts would be forgotten.
    /// </summary>
    /// <param name="definition">The stream's rules.</param>
    /// <param name="length">The most events in a history; the time grows with its power.</param>
    /// <param name="asked">The commands that histories are made of, each at most once.</param>
    public static void LeavesWhatTheRulesAllow<TState, TEvent, TCommand>(
        StreamDefinition<TState, TEvent, TCommand> definition, int length, params TCommand[] asked)
        where TEvent : class
        where TCommand : StreamCommand
    {
        var tried = 0;
        EveryHistory.Try(definition, length, [.. asked.Select(command => command with { Today = Days.Today })], history =>
        {
            var stored = RecordedHistory.Of(definition, history.Select(entry => entry.Event));
            for (var i = 0; i < history.Count; i++)
            {
                if (stored.WhenRetracting(RecordedHistory.IdAt(i)).Accepted)
                {
                    tried++;
                    List<(TCommand Command, TEvent Event)> left = [.. history[..i], .. history[(i + 1)..]];
                    Assert.True(CanBeRecorded(definition.Initial, left, EveryHistory.Told(definition, left)),
                        $"Without its entry {i + 1}, the rules would forbid, or make something else of, what is left of:\n{string.Join('\n', history.Select(entry => entry.Event))}");
                }
            }
        });
        Assert.True(tried > 0, "No retraction was accepted in any history.");

        bool CanBeRecorded(TState state, List<(TCommand Command, TEvent Event)> left, TState told) =>
            left.Count == 0 ? EveryHistory.IsSame(state, told) : left.Where((entry, i) =>
                definition.Decide(state, entry.Command) is { Refusal: null, Events: [var again] } && again.Equals(entry.Event)
                && CanBeRecorded(definition.Evolve(state, again), [.. left[..i], .. left[(i + 1)..]], told)).Any();
    }
}
