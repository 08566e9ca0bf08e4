using Imizu.Cli.Loading;

namespace Imizu.Cli.Reiwa6;

/// <summary>The outlines of cases, written for the report at the end of the year, one a day in the order of print.</summary>
internal static class OutlinePlan
{
    public static IEnumerable<Call> Calls(Figures figures, IReadOnlyList<CaseCourse> cases, WorkingDays days)
    {
        var outlines = figures.Sections.Consultation.CaseOutlines;
        return cases.Where(course => course.Support is not null).Zip(outlines, (course, text) => (course, text)).Select((outline, n) =>
        {
            var on = days[days.Count - outlines.Count + n];
            return Call.Of(on, Services.Consultation, outline.course.Stream, "outline", new { On = on, Text = outline.text });
        });
    }
}
