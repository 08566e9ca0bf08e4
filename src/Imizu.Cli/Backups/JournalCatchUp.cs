using System.Diagnostics;
using Imizu.Cli.Verifying;
using Imizu.Operations.Loading;
using Imizu.Operations.Verifying;

namespace Imizu.Cli.Backups;

/// <summary>Waits until a restored journal has read from the feeds what it did not have yet at the moment of the backup.</summary>
internal static class JournalCatchUp
{
    /// <summary>For how long it may stand still.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);

    /// <exception cref="TimeoutException">It has not gone on for a minute.</exception>
    public static async Task WaitAsync(
        BackupManifest manifest, TotalsReader totals, IProgress<Step> progress, CancellationToken cancellationToken)
    {
        foreach (var source in manifest.Databases.Where(database => database.Service != Services.Projection))
        {
            var goal = source.Stores.Where(store => store.Schema == StoreExtent.Recorded).Sum(store => store.Count);
            if (goal == 0)
            {
                continue;
            }
            progress.Report(new($"the journal reads on to the {goal:N0} events of {source.Service}"));
            var (reached, since) = (-1L, Stopwatch.GetTimestamp());
            while (reached < goal)
            {
                var now = (await totals.OfJournalAsync(source.Service, upTo: null, isFresh: false, cancellationToken)).Count;
                (reached, since) = now > reached ? (now, Stopwatch.GetTimestamp()) : (reached, since);
                if (reached < goal && Stopwatch.GetElapsedTime(since) > Patience)
                {
                    throw new TimeoutException($"The journal has {reached:N0} of {goal:N0} events of {source.Service}, and reads no further.");
                }
                await Task.Delay(reached < goal ? Look : TimeSpan.Zero, cancellationToken);
            }
        }
    }
}
