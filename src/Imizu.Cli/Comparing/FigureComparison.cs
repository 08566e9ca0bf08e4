using Imizu.Contracts.Reports;
using Imizu.Operations.Reiwa6;

namespace Imizu.Cli.Comparing;

/// <summary>A report beside the printed one, place by place: figures, words and the order of rows.</summary>
/// <param name="Figures">How many places there are in either.</param>
/// <param name="Differences">Those where the two do not say the same.</param>
public sealed record FigureComparison(int Figures, IReadOnlyList<Difference> Differences)
{
    private const string Nothing = "(nothing)";

    public bool AllMatch => Differences.Count == 0;

    public string Summary => $"{Figures - Differences.Count} of {Figures} figures match";

    /// <summary>Compares every place of the printed report, and every place that only the other one has.</summary>
    public static FigureComparison Of(Figures printed, AnnualReport report)
    {
        var (expected, got) = (ReportPlaces.Of(PrintedReport.Of(printed)).Figures, ReportPlaces.Of(report).Figures);
        var places = expected.Keys.Union(got.Keys).ToList();
        return new FigureComparison(places.Count, [.. places
            .Select(where => new Difference(where, expected.GetValueOrDefault(where, Nothing), got.GetValueOrDefault(where, Nothing)))
            .Where(place => place.Expected != place.Got)]);
    }
}

/// <summary>One place where a report and the printed one differ.</summary>
public sealed record Difference(string Where, string Expected, string Got)
{
    public override string ToString() => $"{Where}: expected {Expected}, got {Got}";
}
