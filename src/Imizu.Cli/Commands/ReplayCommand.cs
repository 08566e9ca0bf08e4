using Imizu.Cli.Replaying;
using Imizu.Cli.Stack;
using Imizu.Cli.Verifying;
using Imizu.Contracts.Replays;
using Imizu.Operations.Loading;
using Imizu.Operations.Replaying;
using Imizu.Operations.Verifying;

namespace Imizu.Cli.Commands;

/// <summary><c>imizu replay</c>: tells all figures again from the journal, and swaps them in where they agree.</summary>
internal sealed class ReplayCommand(Repository repository)
{
    /// <param name="scope">What is looked at; less than all is only compared.</param>
    /// <param name="accept">Why differences are accepted; null to leave the replay blocked and ask.</param>
    /// <param name="url">Where the projection service is; null for that of the stack which runs here.</param>
    /// <param name="cancellationToken">Cancels the replay, too.</param>
    /// <returns>0 if all agreed, or what differed was accepted.</returns>
    public async Task<int> RunAsync(ReplayScope scope, string? accept, Uri? url, CancellationToken cancellationToken)
    {
        var projection = repository.Projection(url);
        using var http = repository.Client(Services.Projection, projection, Timeout.InfiniteTimeSpan);
        var replays = new ReplayClient(projection, http);
        var id = await replays.Start(scope, cancellationToken);
        try
        {
            var status = await ReplayDisplay.ShowAsync(replays.Watch(id, cancellationToken));
            Print(status);
            if (status.Phase != ReplayPhase.Blocked)
            {
                foreach (var line in EditionText.Due(await new EditionCheck(projection, http).RunAsync(cancellationToken)))
                {
                    Console.WriteLine(line);
                }
                return status.Phase is ReplayPhase.Swapped or ReplayPhase.Agreed ? 0 : 1;
            }
            if (accept is null)
            {
                await replays.Cancel(id, cancellationToken);
                Console.WriteLine("Not swapped. To let the replayed figures take the live ones' place all the same: ./imizu replay --accept REASON");
                return 1;
            }
            await replays.Accept(id, accept, cancellationToken);
            return (await ReplayDisplay.ShowAsync(AfterBlocked(replays.Watch(id, cancellationToken)))).Phase == ReplayPhase.Swapped ? 0 : 1;
        }
        catch (OperationCanceledException)
        {
            await replays.Cancel(id, CancellationToken.None);
            throw;
        }
    }

    private static async IAsyncEnumerable<ReplayStatus> AfterBlocked(IAsyncEnumerable<ReplayStatus> course)
    {
        await foreach (var status in course)
        {
            if (status.Phase != ReplayPhase.Blocked)
            {
                yield return status;
            }
        }
    }

    private static void Print(ReplayStatus status)
    {
        foreach (var line in ReplayDisplay.Differences(status))
        {
            Console.WriteLine(line);
        }
        Console.WriteLine($"{status.Done:N0} events in {status.Seconds:0.0} s; {status.Cells:N0} cells compared, {status.Differences.Count} differ"
            + (status.SwapMilliseconds is { } pause ? $"; swapped, intake stood still for {pause:0} ms." : "."));
    }
}
