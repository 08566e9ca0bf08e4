using Imizu.Operations.Loading;
using Imizu.Contracts.Consultation;

namespace Imizu.Operations.Reiwa6;

/// <summary>The conferences: 個別会議 on one to three cases that have consented, 支援会議 on one that has not.</summary>
internal static class ConferencePlan
{
    public static IEnumerable<Call> Calls(Figures figures, IReadOnlyList<CaseCourse> cases, WorkingDays days) =>
        figures.Sections.Consultation.Conferences.SelectMany(row =>
        {
            var kind = Counts.CodeOf<ConferenceKind>(row.Name);
            return days.Spread(row.Held).Select((on, n) => Hold(on, kind, Discussed(cases, on, kind, n)));
        });

    /// <summary>Of the cases that can be discussed on that day, those that came last.</summary>
    private static IReadOnlyList<CaseCourse> Discussed(IReadOnlyList<CaseCourse> cases, DateOnly on, ConferenceKind kind, int n) =>
    [
        .. cases.Where(course => course.IsOpenOn(on) && course.Support?.ConsentOn <= on == (kind == ConferenceKind.IndividualSupport))
            .TakeLast(kind == ConferenceKind.IndividualSupport ? 1 + (n % 3) : 1),
    ];

    private static Call Hold(DateOnly on, ConferenceKind kind, IReadOnlyList<CaseCourse> discussed)
    {
        var body = new { On = on, Kind = kind, Cases = discussed.Select(course => course.Id) };
        return Call.Of(on, Services.Consultation, $"conferences/{StableId.Of(on, $"conference {kind} {on:O}")}", "holding", body) with
        {
            RestsOn = [.. discussed.Select(course => course.Stream)],
        };
    }
}
