using Imizu.Cli.Reporting;
using Imizu.Operations.Verifying;

namespace Imizu.Cli.Verifying;

/// <summary>What was compared, as a table, and what came of it.</summary>
internal static class ComparisonText
{
    private const int Shown = 12;

    public static IEnumerable<string> Table(IEnumerable<SourceComparison> comparisons) => TextTable.Lines("lrlrll",
        comparisons.SelectMany(comparison => comparison.Pair.Rows.Select((row, i) => Cells(comparison, row, isFirst: i == 0)))
            .Prepend(["source", "up to position", "fiscal year", "events", "SHA-256", "journal"]));

    /// <summary>Where a source is ahead of the journal.</summary>
    public static IEnumerable<string> Lags(IEnumerable<SourceComparison> comparisons) => comparisons.Where(comparison => comparison.Lag > 0)
        .Select(comparison => $"{comparison.Service} has recorded {comparison.Lag:N0} more since; the journal is about to follow. That is lag, not a difference.");

    /// <summary>Where a source and the journal part.</summary>
    /// <param name="services">Where each service is.</param>
    /// <param name="comparisons">What came of comparing.</param>
    public static IEnumerable<string> Differences(IReadOnlyDictionary<string, Uri> services, IEnumerable<SourceComparison> comparisons) =>
        from comparison in comparisons
        where comparison.FirstDifference is not null
        let difference = comparison.FirstDifference
        select $"{comparison.Service} and the journal differ first at position {difference.Position}, fiscal year {difference.Year}. "
            + $"The source has there: {new Uri(services[comparison.Service], $"/events?after={difference.Position - 1}&limit=1")}";

    private static string[] Cells(SourceComparison comparison, TotalsRow row, bool isFirst) =>
    [
        isFirst ? comparison.Service : "", isFirst ? $"{comparison.Position:N0}" : "", row.Year, $"{row.Source.Count:N0}", Short(row.Source.Hash),
        row.IsEqual ? "equal" : $"DIFFERENT: {row.Journal.Count:N0} events, {Short(row.Journal.Hash)}",
    ];

    private static string Short(string hash) => hash.Length > Shown ? hash[..Shown] + "…" : hash;
}
