namespace Imizu.EventStreams;

/// <summary>One kind of stream: how its past amounts to a state, and by which rules it goes on. All of it pure.</summary>
/// <param name="Kind">The first part of a stream's name, such as <c>case</c> in <c>case/0198c1d2-…</c>.</param>
/// <param name="Ids">What the second part looks like.</param>
/// <param name="Initial">The state before anything happened.</param>
/// <param name="Evolve">The state after one more event.</param>
/// <param name="Decide">The rules.</param>
/// <param name="StandsOn">Whether the first event could not be without the second: then the second cannot be retracted before it.</param>
public sealed record StreamDefinition<TState, TEvent, TCommand>(
    string Kind,
    StreamIds Ids,
    TState Initial,
    Func<TState, TEvent, TState> Evolve,
    Func<TState, TCommand, Decision<TEvent>> Decide,
    Func<TEvent, TEvent, bool> StandsOn)
    where TEvent : class
    where TCommand : StreamCommand
{
    public string NameOf(string id) => $"{Kind}/{id}";
}
