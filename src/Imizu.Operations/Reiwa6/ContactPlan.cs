using Imizu.Operations.Loading;
using Imizu.Contracts.Consultation;

namespace Imizu.Operations.Reiwa6;

/// <summary>The contacts: evenly spread over all the days on which the cases are open, each by one method and on one topic or more.</summary>
internal static class ContactPlan
{
    public static IEnumerable<Call> Calls(Figures figures, IReadOnlyList<CaseCourse> cases, WorkingDays days)
    {
        var methods = Counts.Of<ContactMethod>(figures.Sections.Consultation.ContactMethods).ToList();
        var contacts = methods.Sum(row => row.Count);
        var methodOf = EvenDistribution.Assign(methods, contacts);
        var topicsOf = EvenDistribution.Assign(Counts.Of<ContactTopic>(figures.Sections.Consultation.ContactTopics), contacts);
        var openings = days.Between(days.First, days.Last)
            .SelectMany(day => cases.Where(course => course.IsOpenOn(day)).Select(course => (Day: day, Case: course)))
            .ToList();
        return Enumerable.Range(0, contacts).Select(n =>
        {
            var (on, course) = openings[(int)((long)n * openings.Count / contacts)];
            var body = new { On = on, Method = methodOf[n].Single(), Topics = topicsOf[n] };
            return Call.Of(on, Services.Consultation, course.Stream, "contacts", body);
        });
    }
}
