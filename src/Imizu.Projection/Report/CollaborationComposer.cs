using Imizu.Contracts;
using Imizu.Contracts.CommunityBuilding;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Reports;
using Imizu.Projection.Facts;

namespace Imizu.Projection.Report;

/// <summary>Section (5).</summary>
internal static class CollaborationComposer
{
    public static CollaborationSection Compose(YearFigures figures) => new(
        new SectionHeading("(5)", "連携体制の構築等", Policy: null, Goal: null),
        [.. Briefings(figures), .. Councils(figures)],
        Fields(figures, MeasureTable.FieldConsultation),
        Fields(figures, MeasureTable.FieldCommunityBuilding),
        Fields(figures, MeasureTable.RelatedProject));

    private static IEnumerable<string> Briefings(YearFigures figures) =>
        figures.Told<CollaborationEvent.BriefingHeld>(Figure.BriefingHeld).Select(told => $"事業の周知：{told.Words.Content}").Distinct();

    /// <summary>Councils that dealt with the same matters are printed in one line.</summary>
    private static IEnumerable<string> Councils(YearFigures figures) =>
        figures.Told<CollaborationEvent.CouncilMet>(Figure.CouncilMet).Select(told => told.Words).GroupBy(met => met.Matters)
            .Select(line => $"{string.Join('、', line.Select(met => met.Council).Distinct().Order().Select(council => council.Word()))}の開催：{line.Key}");

    private static IReadOnlyList<FieldFigure> Fields(YearFigures figures, MeasureTable table)
    {
        var tallies = figures.Tallies.ToLookup(tally => (tally.Source, tally.Code));
        return [.. figures.Register<FieldMeasureEvent.Registered>(Figure.MeasureRegistered)
            .Select(measure => (Words: measure.Value, Tallies: tallies[measure.Key].OrderBy(tally => tally.To).ToList()))
            .Where(measure => measure.Words.Table == table && measure.Tallies.Count > 0)
            .OrderBy(measure => measure.Words.Order).ThenBy(measure => measure.Words.Measure, StringComparer.Ordinal)
            .Select(measure => new FieldFigure(measure.Words.Programme, measure.Words.Measure, Result(measure.Words.Kind, measure.Tallies), measure.Words.Unit))];
    }

    private static decimal Result(MeasureKind kind, IReadOnlyList<Tally> tallies) =>
        kind == MeasureKind.Flow ? tallies.Sum(tally => tally.Value) : tallies[^1].Value;
}
