namespace Imizu.EventStreams;

/// <summary>Defines a kind of stream: its state, fold and decider. Pure.</summary>
/// <param name="Kind">The first part of a stream's name, such as <c>case</c> in <c>case/0198c1d2-…</c>.</param>
/// <param name="Ids">What the second part looks like.</param>
/// <param name="Initial">The state before anything happened.</param>
/// <param name="Evolve">The state after one more event.</param>
/// <param name="Decide">The rules.</param>
/// <param name="DependsOn">Whether the first event depends on the second, which then cannot be retracted before it.</param>
/// <param name="Keeps">Why an event cannot be retracted in a state, whatever depends on it; null where it can.</param>
public sealed record StreamDefinition<TState, TEvent, TCommand>(
    string Kind,
    StreamIds Ids,
    TState Initial,
    Func<TState, TEvent, TState> Evolve,
    Func<TState, TCommand, Decision<TEvent>> Decide,
    Func<TEvent, TEvent, bool> DependsOn,
    Func<TState, TEvent, Refusal?>? Keeps = null)
    where TEvent : class
    where TCommand : StreamCommand
{
    public string NameOf(string id) => $"{Kind}/{id}";

    /// <summary>What the names of all streams of this kind lie between, by their bytes.</summary>
    public (string First, string Beyond) Names => ($"{Kind}/", $"{Kind}{(char)('/' + 1)}");
}
