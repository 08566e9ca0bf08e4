using Imizu.Operations.Loading;
using Imizu.Contracts;

namespace Imizu.Operations.Reiwa6;

/// <summary>The outlines of cases, written for the year's report when the year is over: in April, one a day in the order of print.</summary>
internal static class OutlinePlan
{
    public static IEnumerable<Call> Calls(Figures figures, IReadOnlyList<CaseCourse> cases)
    {
        var year = FiscalYear.Of(figures.FiscalYear.StartsOn);
        var days = new WorkingDays(new FiscalYear(year.Year + 1));
        return cases.Where(course => course.Support is not null).Zip(figures.Sections.Consultation.CaseOutlines).Select((outline, n) =>
        {
            var (course, text) = outline;
            return Call.Of(days[n], Services.Consultation, course.Stream, "outline", new { On = days[n], FiscalYear = year.Year, Text = text });
        });
    }
}
