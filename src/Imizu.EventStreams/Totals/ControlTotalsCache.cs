using Imizu.Contracts;

namespace Imizu.EventStreams.Totals;

/// <summary>Reads the next events of a source, in order, up to a position.</summary>
/// <param name="after">What is counted already.</param>
/// <param name="upTo">The last position that is wanted.</param>
/// <param name="limit">The most events to give; none says that there are no more.</param>
/// <param name="cancellationToken">Cancels the operation.</param>
public delegate Task<IReadOnlyList<EventEnvelope>> NextEvents(ControlTotals after, long upTo, int limit, CancellationToken cancellationToken);

/// <summary>The positions of all entries of a source whose texts were erased, as of now. They are few.</summary>
/// <param name="cancellationToken">Cancels the operation.</param>
public delegate Task<IReadOnlyCollection<long>> ErasedEntries(CancellationToken cancellationToken);

/// <summary>
/// Computes the control totals of a source up to any position, and caches them per page, so that later requests hash new events only.
/// </summary>
/// <param name="source">The source.</param>
/// <param name="next">Reads them.</param>
/// <param name="erased">Says which of them are not what they were: another process may have erased their texts.</param>
public sealed class ControlTotalsCache(string source, NextEvents next, ErasedEntries erased) : IDisposable
{
    /// <summary>The number of events per page.</summary>
    public const int Page = 1000;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<ControlTotals> _kept = [ControlTotals.None(source)];
    private HashSet<long> _erased = [];

    /// <summary>The totals of all events at or below a position.</summary>
    /// <param name="upTo">The position; no event may appear at or below it any more.</param>
    /// <param name="isFresh">Whether to forget what is kept and read everything again, as a proof has to.</param>
    /// <param name="cancellationToken">Cancels the operation; pages read so far stay cached.</param>
    public async Task<ControlTotals> UpTo(long upTo, bool isFresh, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (isFresh)
            {
                _kept.RemoveRange(1, _kept.Count - 1);
            }
            ControlTotals totals;
            await ForgetErased(cancellationToken);
            do
            {
                totals = _kept.FindLast(kept => kept.Position <= upTo)!;
                for (var isMore = true; isMore;)
                {
                    var page = await next(totals, upTo, Page, cancellationToken);
                    totals = totals.With(page);
                    Keep(totals);
                    isMore = page.Count > 0;
                }
            }
            while (await ForgetErased(cancellationToken));
            return totals with { Position = upTo };
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Forgets what was counted with texts that are erased since; whether any were.</summary>
    private async Task<bool> ForgetErased(CancellationToken cancellationToken)
    {
        HashSet<long> now = [.. await erased(cancellationToken)];
        long[] changed = [.. now.Except(_erased), .. _erased.Except(now)];
        _erased = now;
        return changed.Length > 0 && _kept.RemoveAll(kept => kept.Position >= changed.Min()) > 0;
    }

    /// <summary>Keeps the latest totals and about one per page before them, so that memory stays bounded.</summary>
    private void Keep(ControlTotals totals)
    {
        if (totals.Position <= _kept[^1].Position)
        {
            return;
        }
        if (_kept.Count > 1 && totals.Count - _kept[^2].Count <= Page)
        {
            _kept.RemoveAt(_kept.Count - 1);
        }
        _kept.Add(totals);
    }
}
