namespace Imizu.Contracts.Reports;

/// <summary>Figures of several fiscal years beside one another.</summary>
/// <param name="AsOf">The moment whose records they are told from, by today's rules; null for now.</param>
/// <param name="Years">The fiscal years, each by the calendar year that it begins in, in their order.</param>
/// <param name="Cells">The figures.</param>
public sealed record Trend(DateTimeOffset? AsOf, IReadOnlyList<int> Years, IReadOnlyList<TrendCell> Cells);

/// <summary>A figure in several fiscal years.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Words">What it counts, in Japanese.</param>
/// <param name="Unit">The unit that it is counted in.</param>
/// <param name="Values">Its value in each year.</param>
public sealed record TrendCell(string Key, string Words, string Unit, IReadOnlyList<decimal> Values);
