using Imizu.Contracts;
using Imizu.EventStreams.Announcing;
using Marten;

namespace Imizu.EventStreams.Totals;

/// <summary>The control totals of the service's own events.</summary>
public sealed class SourceTotals(IDocumentStore store, ServiceIdentity service) : IDisposable
{
    private readonly ControlTotalsCache _kept = new(service.Source, async (after, upTo, limit, cancellationToken) =>
    {
        await using var session = store.QuerySession();
        var events = await session.EventsAfter(after.Position, upTo, limit, cancellationToken);
        return [.. Envelopes.Chain(events, after.Position, service.Source)];
    });

    /// <inheritdoc cref="ControlTotalsCache.UpTo" />
    /// <remarks>At most up to the high-water mark, below which no event can appear any more.</remarks>
    public async Task<ControlTotals> UpTo(long upTo, bool isFresh, CancellationToken cancellationToken) =>
        await _kept.UpTo(Math.Min(upTo, await store.HighWater(cancellationToken)), isFresh, cancellationToken);

    public void Dispose() => _kept.Dispose();
}
