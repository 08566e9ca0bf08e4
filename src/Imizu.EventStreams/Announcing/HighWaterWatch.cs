using Marten;

namespace Imizu.EventStreams.Announcing;

/// <summary>Waits for the high-water mark, which is asked of the database once for all who wait.</summary>
public sealed class HighWaterWatch(IDocumentStore store, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _turn = new();
    private Task<long>? _next;

    /// <summary>The mark once it is beyond a position, or as it is when the patience is over.</summary>
    public async Task<long> Beyond(long position, TimeSpan patience, CancellationToken cancellationToken)
    {
        var since = clock.GetTimestamp();
        var mark = await store.HighWater(cancellationToken);
        while (mark <= position && clock.GetElapsedTime(since) < patience)
        {
            // That of others may have begun before.
            mark = Math.Max(mark, await Next().WaitAsync(cancellationToken));
        }
        return mark;
    }

    // The next look, which all share who wait when it is taken.
    private Task<long> Next()
    {
        lock (_turn)
        {
            if (_next is not { IsCompleted: false })
            {
                // It is part of nobody's trace.
                using var _ = ExecutionContext.SuppressFlow();
                _next = Look();
            }
            return _next;
        }
    }

    private async Task<long> Look()
    {
        await Task.Delay(Interval, clock);
        return await store.HighWater(CancellationToken.None);
    }
}
