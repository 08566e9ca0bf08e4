using Imizu.Contracts;
using Imizu.Contracts.Replays;
using Imizu.EventStreams;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>Switches between the two generations that are kept: back to the one before a replay, or forward again.</summary>
public sealed partial class GenerationSwitch(NpgsqlDataSource database, TimeProvider clock, ILogger<GenerationSwitch> logger)
{
    /// <summary>Makes the other generation live after bringing it up to date.</summary>
    /// <param name="from">The generation that is left. Where that is not the live one nothing is done: a request that is sent twice would else undo itself.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Cancels the operation; the live generation is not changed.</param>
    /// <returns>What was done, or why not.</returns>
    public async Task<(GenerationSwap? Made, Refusal? Refusal)> Leave(int from, string actor, CancellationToken cancellationToken)
    {
        await using var replayLock = await ReplayLock.Acquire(database, cancellationToken);
        if (replayLock is null)
        {
            return (null, new Refusal("replay", "再集計が動いています。終わるのを待つか、やめてから戻してください。"));
        }
        // Waits for a swap in progress, even one of a replay that has lost its lock since.
        var (live, kept) = await Generations.Now(replayLock.Connection, cancellationToken, "for share");
        if (live != from)
        {
            return (null, new Refusal("from", $"使われているのは世代 {from} ではなく、世代 {live} です。読み直して確かめ、それでも切り替えるなら {live} を指定してください。"));
        }
        if (kept is not { } other)
        {
            return (null, new Refusal("replay", "戻る先がありません。"));
        }
        var rebuilder = new ProjectionRebuilder(database, other, new ReplayScope(), _ => { }, EventCatalog.Published, await Generations.Heads(replayLock.Connection, other, cancellationToken));
        var (made, _) = await Swaps.Make(replayLock, other, rebuilder, new SwapCause(actor), clock, cancellationToken);
        LogSwitched(actor, made.From, made.To);
        return (made, null);
    }

    [LoggerMessage(EventId = 3005, Level = LogLevel.Warning, Message = "{Actor} switched the live generation from {From} to {To}")]
    private partial void LogSwitched(string actor, int from, int to);
}
