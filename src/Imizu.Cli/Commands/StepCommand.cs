using Imizu.Cli.Stack;
using Imizu.Operations.Loading;
using Imizu.Operations.Replaying;

namespace Imizu.Cli.Commands;

/// <summary>
/// <c>imizu replay --roll-back</c> and <c>--roll-forward</c>: makes the figures from before the last replay live again, or those of that replay.
/// What is so already is left as it is, so that either can be typed again whenever it is not known what came of it.
/// </summary>
internal sealed class StepCommand(Repository repository)
{
    /// <param name="forward">To the generation that was told later; else back to the one from before.</param>
    /// <param name="url">Where the projection service is; null for that of the stack which runs here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>0 if what is wanted is live.</returns>
    public async Task<int> RunAsync(bool forward, Uri? url, CancellationToken cancellationToken)
    {
        var projection = repository.Projection(url);
        using var http = repository.Client(Services.Projection, projection, Timeout.InfiniteTimeSpan);
        var replays = new ReplayClient(projection, http);
        var now = await replays.Generations(cancellationToken);
        if (now.IsSteppedBack != forward)
        {
            Console.WriteLine($"Generation {now.Live}, {(forward ? "the newest that is kept" : "from before the last replay")}, is live already; nothing was changed.");
        }
        else
        {
            var made = await replays.Leave(now.Live, cancellationToken);
            Console.WriteLine($"Generation {made.To} is live again in place of {made.From}, with all that has come in since.");
        }
        if (now.Previous is not null)
        {
            Console.WriteLine(forward
                ? "To go back to the figures from before the last replay: ./imizu replay --roll-back"
                : "To make the replayed figures live again: ./imizu replay --roll-forward");
        }
        return 0;
    }
}
