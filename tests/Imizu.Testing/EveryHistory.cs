using Imizu.EventStreams;
using Xunit;
using Xunit.Sdk;

namespace Imizu.Testing;

/// <summary>Every short history that the rules of a stream allow.</summary>
internal static class EveryHistory
{
    /// <summary>Calls back for each, the empty one too.</summary>
    /// <param name="definition">The stream's rules.</param>
    /// <param name="length">The most events in a history; the time grows with its power.</param>
    /// <param name="commands">The commands that histories are made of, each at most once.</param>
    /// <param name="tried">What to do with each.</param>
    public static void Try<TState, TEvent, TCommand>(
        StreamDefinition<TState, TEvent, TCommand> definition, int length, IReadOnlyList<TCommand> commands, Action<List<(TCommand Command, TEvent Event)>> tried)
        where TEvent : class
        where TCommand : StreamCommand
    {
        From([]);

        void From(List<(TCommand Command, TEvent Event)> history)
        {
            tried(history);
            if (history.Count < length)
            {
                foreach (var command in commands.Except(history.Select(entry => entry.Command)))
                {
                    if (definition.Decide(Told(definition, history), command) is { Refusal: null, Events: [var happened] })
                    {
                        From([.. history, (command, happened)]);
                    }
                }
            }
        }
    }

    /// <summary>What a history amounts to.</summary>
    public static TState Told<TState, TEvent, TCommand>(StreamDefinition<TState, TEvent, TCommand> definition, IEnumerable<(TCommand Command, TEvent Event)> history)
        where TEvent : class
        where TCommand : StreamCommand =>
        history.Select(entry => entry.Event).Aggregate(definition.Initial, definition.Evolve);

    /// <summary>Whether two states are the same. Not by Equals: a record's lists are equal only where they are the same list.</summary>
    public static bool IsSame<TState>(TState one, TState other)
    {
        try
        {
            Assert.Equivalent(one, other, strict: true);
            return one!.GetType() == other!.GetType();
        }
        catch (EquivalentException)
        {
            return false;
        }
    }
}
