namespace Imizu.EventStreams;

/// <summary>Defines a kind of stream: its state, fold and decider. Pure.</summary>
/// <param name="Kind">The first part of a stream's name, such as <c>case</c> in <c>case/0198c1d2-…</c>.</param>
/// <param name="Ids">What the second part looks like.</param>
/// <param name="Initial">The state before anything happened.</param>
/// <param name="Evolve">The state after one more event.</param>
/// <param name="Decide">The rules.</param>
/// <param name="CommandOf">The command that records such an event, with what its rules need of other streams as it was then; it is decided again where an earlier entry is corrected.</param>
/// <param name="DependsOn">Whether the first event depends on the second, which then cannot be retracted before it.</param>
/// <param name="Keeps">Why an event cannot be retracted or corrected in a state, whatever depends on it; null where it can.</param>
public sealed record StreamDefinition<TState, TEvent, TCommand>(
    string Kind,
    StreamIds Ids,
    TState Initial,
    Func<TState, TEvent, TState> Evolve,
    Func<TState, TCommand, Decision<TEvent>> Decide,
    Func<TEvent, TCommand> CommandOf,
    Func<TEvent, TEvent, bool> DependsOn,
    Func<TState, TEvent, Refusal?>? Keeps = null)
    where TEvent : class
    where TCommand : StreamCommand
{
    /// <summary>The name of the earlier stream that an event makes its own one follow, if it does; at most one stream follows each.</summary>
    public Func<TEvent, string?>? Follows { get; init; }

    /// <summary>What lists show of a state, null where nothing stands; where it is not told, streams of this kind are not listed.</summary>
    public Func<TState, Listing?>? Listed { get; init; }

    /// <summary>Who may see a stream of this kind and record in it; for others it is not there. Null where all may who have the right to.</summary>
    public Func<History, Readers>? ShownTo { get; init; }

    /// <summary>What lists show of a stream, and to whom; null where none does.</summary>
    internal Func<History, (Listing? Listing, Readers? Readers)>? Listing => Listed is { } listed ? history => (listed(history.State(this)), ShownTo?.Invoke(history)) : null;

    public string NameOf(string id) => $"{Kind}/{id}";

    /// <summary>What the names of all streams of this kind lie between, by their bytes.</summary>
    public (string First, string Beyond) Names => ($"{Kind}/", $"{Kind}{(char)('/' + 1)}");
}
