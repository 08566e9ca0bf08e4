using Imizu.Contracts;

namespace Imizu.Operations.Verifying;

/// <summary>The control totals of a source and of the journal, up to the same position.</summary>
internal sealed record TotalsPair(ControlTotals Source, ControlTotals Journal)
{
    /// <summary>What is compared: each fiscal year, those of no year last, and then all together.</summary>
    public IReadOnlyList<TotalsRow> Rows =>
    [
        .. Years(Source).Union(Years(Journal)).OrderBy(year => year ?? int.MaxValue)
            .Select(year => new TotalsRow($"{(object?)year ?? "none"}", OfYear(Source, year), OfYear(Journal, year))),
        new TotalsRow("all", new Total(Source.Count, Source.Hash), new Total(Journal.Count, Journal.Hash)),
    ];

    public bool AreEqual => Rows.All(row => row.IsEqual);

    private static IEnumerable<int?> Years(ControlTotals totals) => totals.FiscalYears.Select(year => year.FiscalYear);

    private static Total OfYear(ControlTotals totals, int? year) =>
        totals.FiscalYears.FirstOrDefault(total => total.FiscalYear == year) is { } found ? new Total(found.Count, found.Hash) : new Total(0, "");
}

/// <summary>A count of events, and their hash.</summary>
internal sealed record Total(long Count, string Hash);

/// <summary>One thing that is compared.</summary>
/// <param name="Year">The fiscal year, <c>none</c> or <c>all</c>.</param>
/// <param name="Source">What the source has.</param>
/// <param name="Journal">What the journal has.</param>
internal sealed record TotalsRow(string Year, Total Source, Total Journal)
{
    public bool IsEqual => Source == Journal;
}
