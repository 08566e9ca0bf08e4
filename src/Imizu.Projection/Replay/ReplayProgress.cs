using System.Diagnostics;
using Imizu.Contracts.Replays;
using Imizu.EventStreams.Telemetry;

namespace Imizu.Projection.Replay;

/// <summary>The progress of a replay, written by its workers and read concurrently.</summary>
internal sealed class ReplayProgress(Guid id, ReplayScope scope, TimeProvider clock)
{
    private readonly long _began = clock.GetTimestamp();
    private long _done, _total, _ended;
    private ReplayPhase _phase;
    private Activity? _step;
    private double? _swapMilliseconds;
    private int _cells;
    private IReadOnlyList<CellDifference> _differences = [];
    private string? _failure;

    public ReplayStatus Status
    {
        get
        {
            var (done, total) = (Interlocked.Read(ref _done), Math.Max(Interlocked.Read(ref _total), Interlocked.Read(ref _done)));
            var seconds = clock.GetElapsedTime(_began, _ended == 0 ? clock.GetTimestamp() : _ended).TotalSeconds;
            var rate = seconds > 0 ? done / seconds : 0;
            return new ReplayStatus(
                id, scope, _phase, done, total, rate, rate > 0 ? (total - done) / rate : null, seconds, _swapMilliseconds, _cells, _differences, _failure);
        }
    }

    /// <summary>So many events more are to be folded.</summary>
    public void Expect(long events) => Interlocked.Add(ref _total, events);

    /// <summary>So many events more are folded; workers say so beside one another.</summary>
    public void Folded(int events) => Interlocked.Add(ref _done, events);

    /// <summary>Each phase is a span of the replay's trace.</summary>
    public void Enter(ReplayPhase phase)
    {
        _step?.Dispose();
        _step = Tracing.Source.StartActivity($"replay {phase}");
        _phase = phase;
    }

    /// <summary>Sets the result of the comparison.</summary>
    public void Compared(int cells, IReadOnlyList<CellDifference> differences) => (_cells, _differences) = (cells, differences);

    /// <summary>How long intake stood still.</summary>
    public void Swapped(double milliseconds) => _swapMilliseconds = milliseconds;

    /// <summary>Nothing comes after this; whoever reads that it is over reads the rest as well.</summary>
    public void End(ReplayPhase outcome, string? failure)
    {
        _step?.Dispose();
        (_failure, _ended, _phase) = (failure, clock.GetTimestamp(), outcome);
    }
}
