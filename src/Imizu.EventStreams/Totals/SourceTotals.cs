using Imizu.Contracts;
using Imizu.EventStreams.Announcing;
using Imizu.EventStreams.Storage;
using Marten;

namespace Imizu.EventStreams.Totals;

/// <summary>The control totals of the service's own events.</summary>
public sealed class SourceTotals(IDocumentStore store, ServiceIdentity service) : IDisposable
{
    private readonly ControlTotalsCache _kept = new(
        service.Source,
        async (after, upTo, limit, cancellationToken) =>
        {
            await using var session = store.QuerySession();
            var events = await session.EventsAfter(after.Position, upTo, limit, cancellationToken);
            return [.. Envelopes.Chain(events, after.Position, service.Source)];
        },
        async cancellationToken => [.. (await store.Erasures(cancellationToken)).Select(erasure => erasure.Position)]);

    /// <inheritdoc cref="ControlTotalsCache.UpTo" />
    /// <remarks>At most up to the high-water mark, below which no event can appear any more. Whatever is erased while it counts, it says so.</remarks>
    public async Task<ControlTotals> UpTo(long upTo, bool isFresh, CancellationToken cancellationToken)
    {
        var totals = await _kept.UpTo(Math.Min(upTo, await store.HighWater(cancellationToken)), isFresh, cancellationToken);
        return await store.ErasedSince(totals.Position, cancellationToken) is { Count: > 0 } erased ? totals with { ErasedSince = erased } : totals;
    }

    public void Dispose() => _kept.Dispose();
}
