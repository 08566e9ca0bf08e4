using Imizu.Contracts;
using Imizu.Contracts.Replays;
using Imizu.EventStreams;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>A step between the two generations that are kept: back to what was live before a replay, or forward again.</summary>
public sealed partial class GenerationStep(NpgsqlDataSource database, TimeProvider clock, ILogger<GenerationStep> logger)
{
    /// <summary>Makes the other generation live, with all that came in since.</summary>
    /// <param name="from">The generation that is left. Where that is not the live one nothing is done: a request that is sent twice would else undo itself.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Gives up; which facts are live is then as it was.</param>
    /// <returns>What was done, or why not.</returns>
    public async Task<(GenerationSwap? Made, Refusal? Refusal)> Leave(int from, string actor, CancellationToken cancellationToken)
    {
        await using var turn = await ReplayTurn.Take(database, cancellationToken);
        if (turn is null)
        {
            return (null, new Refusal("replay", "再計算が動いています。終わるのを待つか、やめてから戻してください。"));
        }
        // A swap that has begun is waited for, even that of a replay whose process lost its lock since.
        var (live, kept) = await Generations.Now(turn.Connection, cancellationToken, "for share");
        if (live != from)
        {
            return (null, new Refusal("from", $"使われているのは世代 {from} ではなく、世代 {live} です。GET /replays/generations で確かめ、それでも切り替えるなら {live} を指定してください。"));
        }
        if (kept is not { } other)
        {
            return (null, new Refusal("replay", "戻る先がありません。"));
        }
        var fold = new ShadowFold(database, other, new ReplayScope(), _ => { }, EventCatalog.Published, await Generations.Heads(turn.Connection, other, cancellationToken));
        var (made, _) = await Swaps.Make(turn, other, fold, new SwapCause(actor), clock, cancellationToken);
        LogStepped(actor, made.From, made.To);
        return (made, null);
    }

    [LoggerMessage(EventId = 3005, Level = LogLevel.Warning, Message = "{Actor} went from generation {From} to {To}")]
    private partial void LogStepped(string actor, int from, int to);
}
