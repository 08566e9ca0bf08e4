using System.Diagnostics;

namespace Imizu.LocalHosting;

/// <summary>Asks a unit again and again how it is, and tells when that changes.</summary>
internal sealed class HealthWatch(Unit unit, Action<bool> changed)
{
    // One late answer of a busy service is no news.
    private const int MissesToBeUnhealthy = 3;
    private static readonly TimeSpan WhileHealthy = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WhileUnhealthy = TimeSpan.FromMilliseconds(200);

    /// <summary>Watches until it is over. How long ago the unit was healthy for the first time; zero where it never was.</summary>
    public async Task<TimeSpan> WatchAsync(CancellationToken over)
    {
        var since = new Stopwatch();
        var isHealthy = false;
        var missed = 0;
        while (!over.IsCancellationRequested)
        {
            missed = await unit.IsHealthyAsync(over) ? 0 : missed + 1;
            if (over.IsCancellationRequested)
            {
                break;
            }

            if (isHealthy ? missed >= MissesToBeUnhealthy : missed == 0)
            {
                since.Start();
                isHealthy = !isHealthy;
                changed(isHealthy);
            }

            var pause = Task.Delay(isHealthy ? WhileHealthy : WhileUnhealthy, over);
            await pause.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return since.Elapsed;
    }
}
