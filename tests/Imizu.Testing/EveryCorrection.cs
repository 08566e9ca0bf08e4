using Imizu.EventStreams;
using Xunit;

namespace Imizu.Testing;

/// <summary>Tries every short history that the rules allow, and every correction in it.</summary>
public static class EveryCorrection
{
    /// <summary>
    /// Fails where a correction is accepted though the rules would not have let the right entry and all behind it be recorded in the first place, or amounts
    /// to something else than if it had been; and where it is refused though they would.
    /// </summary>
    /// <param name="definition">The stream's rules.</param>
    /// <param name="length">The most events in a history; the time grows with its power.</param>
    /// <param name="asked">The commands that histories are made of, each at most once; an entry is corrected to each other one of its kind.</param>
    public static void IsAsIfRecordedRightAtFirst<TState, TEvent, TCommand>(
        StreamDefinition<TState, TEvent, TCommand> definition, int length, params TCommand[] asked)
        where TEvent : class
        where TCommand : StreamCommand
    {
        TCommand[] commands = [.. asked.Select(command => command with { Today = Days.Today })];
        var (accepted, refused) = (0, 0);
        EveryHistory.Try(definition, length, commands, history =>
        {
            var stored = RecordedHistory.Of(definition, history.Select(entry => entry.Event));
            for (var i = 0; i < history.Count; i++)
            {
                foreach (var right in commands.Where(other => other.GetType() == history[i].Command.GetType() && other != history[i].Command))
                {
                    var atFirst = AtFirst([.. history[..i].Select(entry => entry.Command), right, .. history[(i + 1)..].Select(entry => entry.Command)]);
                    var correction = stored.WhenCorrecting(RecordedHistory.IdAt(i), right);
                    var asFirst = correction.Accepted ? atFirst is { } state && EveryHistory.IsSame(state, correction.After.State) : atFirst is null;
                    Assert.True(asFirst, $"Entry {i + 1} corrected by {right} is {(correction.Accepted ? "accepted" : "refused")}, unlike at first, in:\n{string.Join('\n', history.Select(entry => entry.Event))}");
                    _ = correction.Accepted ? accepted++ : refused++;
                }
            }
        });
        Assert.True(accepted > 0, "No correction was accepted in any history.");
        Assert.True(refused > 0, "No correction was refused in any history.");

        // What all these commands amount to in their order; null where one of them records nothing.
        TState? AtFirst(IEnumerable<TCommand> all)
        {
            var state = definition.Initial;
            foreach (var command in all)
            {
                if (definition.Decide(state, command).Events is not [var happened])
                {
                    return default;
                }
                state = definition.Evolve(state, happened);
            }
            return state;
        }
    }
}
