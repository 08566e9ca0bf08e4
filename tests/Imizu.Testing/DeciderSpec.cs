using Imizu.EventStreams;

namespace Imizu.Testing;

/// <summary>Given what happened, when this is asked, then that is recorded, or refused, or nothing is new.</summary>
public sealed class DeciderSpec<TState, TEvent, TCommand>(StreamDefinition<TState, TEvent, TCommand> definition)
    where TEvent : class
    where TCommand : StreamCommand
{
    public Asked Given(params TEvent[] past) => new(definition, past);

    public sealed class Asked(StreamDefinition<TState, TEvent, TCommand> definition, TEvent[] past)
    {
        /// <summary>Asks it on <see cref="Days.Today"/>.</summary>
        public Answered<TEvent> When(TCommand command) =>
            new(definition.Decide(past.Aggregate(definition.Initial, definition.Evolve), command with { Today = Days.Today }));

        /// <summary>Asks that one of the given events count no longer.</summary>
        public RetractionAnswered WhenRetracting(TEvent wrong) => RecordedHistory.Of(definition, past).WhenRetracting(wrong);
    }
}
