using System.Diagnostics.Metrics;
using Imizu.EventStreams.Telemetry;

namespace Imizu.Gateway.DeadLetters;

/// <summary>How many dead letters wait for somebody, as a gauge; counted now and then.</summary>
internal sealed class DeadLetterCount : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    private readonly DeadLetterBox _box;
    private readonly TimeProvider _clock;
    private long _waiting;

    public DeadLetterCount(DeadLetterBox box, IMeterFactory meters, TimeProvider clock)
    {
        (_box, _clock) = (box, clock);
        meters.Create(Tracing.Name).CreateObservableGauge(
            "imizu.dead_letters", () => Volatile.Read(ref _waiting), "{letter}", "Dead letters that wait to be sent again or discarded.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, _clock);
        do
        {
            try
            {
                Volatile.Write(ref _waiting, await _box.Waiting(stoppingToken));
            }
            catch (Exception e) when (Away.IsDatabase(e))
            {
                // The last count stands.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
