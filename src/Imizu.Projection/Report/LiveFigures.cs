using System.Collections.Concurrent;
using Imizu.Contracts;

namespace Imizu.Projection.Report;

/// <summary>Caches each year's current figures until a change that they depend on; concurrent requests share one query.</summary>
public sealed class LiveFigures(YearFiguresReader reader)
{
    /// <summary>More years than anybody reads; what is beyond was asked for by mistake.</summary>
    private const int MostYears = 50;

    private readonly ConcurrentDictionary<FiscalYear, Kept> _years = [];

    /// <summary>A year's figures as of a moment; of null, the current ones.</summary>
    public Task<YearFigures> Read(FiscalYear year, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        asOf is null ? Read(year, cancellationToken) : reader.Read(year, asOf, cancellationToken);

    public async Task<YearFigures> Read(FiscalYear year, CancellationToken cancellationToken)
    {
        var asked = await reader.Standing(year, cancellationToken);
        if (_years.Count >= MostYears)
        {
            _years.Clear();
        }
        var kept = _years.GetOrAdd(year, _ => new Kept());
        if (kept.Covering(asked) is { } known)
        {
            return known;
        }
        await kept.Turn.WaitAsync(cancellationToken);
        try
        {
            // The previous holder of the lock may have computed the figures after this request came.
            return kept.Covering(asked) ?? (kept.Last = await reader.Read(year, asOf: null, cancellationToken));
        }
        finally
        {
            kept.Turn.Release();
        }
    }

    private sealed class Kept
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public YearFigures? Last { get; set; }

        /// <summary>The figures, if they have all that was asked for: nothing of what has come in since is of this year, so it is counted in.</summary>
        public YearFigures? Covering(FactsStanding asked) => Last is { } last && last.Standing.Covers(asked) ? last with { Standing = asked } : null;
    }
}
