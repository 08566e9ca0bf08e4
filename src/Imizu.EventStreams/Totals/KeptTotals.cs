using Imizu.Contracts;

namespace Imizu.EventStreams.Totals;

/// <summary>The next events of a source, in order, none beyond a position.</summary>
/// <param name="after">What is counted already.</param>
/// <param name="upTo">The last position that is wanted.</param>
/// <param name="limit">The most events to give; none says that there are no more.</param>
/// <param name="cancellationToken">Gives up.</param>
public delegate Task<IReadOnlyList<EventEnvelope>> NextEvents(ControlTotals after, long upTo, int limit, CancellationToken cancellationToken);

/// <summary>
/// The control totals of one source, up to any position. What has been hashed is kept, page by page, so that asking again reads on
/// only, and asking for less reads one page.
/// </summary>
/// <param name="source">Whose events they are.</param>
/// <param name="next">Reads them.</param>
public sealed class KeptTotals(string source, NextEvents next) : IDisposable
{
    /// <summary>How many events are read at once.</summary>
    public const int Page = 1000;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<ControlTotals> _kept = [ControlTotals.None(source)];

    /// <summary>The totals of all events at or below a position.</summary>
    /// <param name="upTo">The position; no event may appear at or below it any more.</param>
    /// <param name="isFresh">Whether to forget what is kept and read everything again, as a proof has to.</param>
    /// <param name="cancellationToken">Gives up; the pages that are read by then stay read.</param>
    public async Task<ControlTotals> UpTo(long upTo, bool isFresh, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (isFresh)
            {
                _kept.RemoveRange(1, _kept.Count - 1);
            }
            var totals = _kept.FindLast(kept => kept.Position <= upTo)!;
            for (var isMore = true; isMore;)
            {
                var page = await next(totals, upTo, Page, cancellationToken);
                totals = totals.With(page);
                Keep(totals);
                isMore = page.Count > 0;
            }
            return totals with { Position = upTo };
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>The latest, and before it one every page or so: a source that is asked about often does not fill the memory.</summary>
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
