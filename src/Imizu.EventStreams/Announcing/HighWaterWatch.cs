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
        var until = clock.GetUtcNow() + patience;
        var mark = await store.HighWater(cancellationToken);
        while (mark <= position && clock.GetUtcNow() < until)
        {
            mark = await Next().WaitAsync(cancellationToken);
        }
        return mark;
    }

    // The next look, which all share who wait when it is taken.
    private Task<long> Next()
    {
        lock (_turn)
        {
            return _next is { IsCompleted: false } ? _next : _next = Look();
        }
    }

    private async Task<long> Look()
    {
        await Task.Delay(Interval, clock);
        return await store.HighWater(CancellationToken.None);
    }
}
