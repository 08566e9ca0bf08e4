using Imizu.Contracts.Consultation;
using Imizu.Contracts.Reports;

namespace Imizu.Operations.Reiwa6;

/// <summary>The course of one case through the year.</summary>
/// <param name="ClosedOn">When it ended without a plan, if it did.</param>
internal sealed record CaseCourse(Guid Id, int Number, DateOnly ReceivedOn, SupportCourse? Support, DateOnly? ClosedOn, DateOnly YearEndsOn)
{
    // In working days after the receipt.
    private const int Classified = 5, Consented = 7, Planned = 15, Started = 20, Concluded = 90, Closed = 40;

    public string Stream => $"cases/{Id}";

    /// <summary>The last day of the year on which anything can happen in it.</summary>
    public DateOnly LastDay => Support?.ConcludedOn ?? ClosedOn ?? YearEndsOn;

    public bool IsOpenOn(DateOnly day) => ReceivedOn <= day && day <= LastDay;

    /// <summary>
    /// The printed number of cases, received one after the other, the last early enough to come to its plan within the year;
    /// those with a plan are spread among them, and the first of these are the concluded ones.
    /// </summary>
    public static IReadOnlyList<CaseCourse> Of(Figures figures, WorkingDays days)
    {
        int received = figures.ResultOf(Indicator.CasesReceived), planned = figures.ResultOf(Indicator.PlansCreated);
        var concluded = figures.Sections.Consultation.SupportStatus["支援終結"];
        var types = EvenDistribution.Assign(Counts.Of<HouseholdType>(figures.Sections.Consultation.HouseholdTypes), planned);
        return [.. Enumerable.Range(0, received).Select(n =>
        {
            var day = n * (days.Count - (2 * Started)) / received;
            int plansBefore = n * planned / received, plansAfter = (n + 1) * planned / received;
            return new CaseCourse(
                StableId.Of(days[day], $"case {n + 1}"), n + 1, days[day],
                plansAfter > plansBefore ? Supported(day, types[plansBefore].Single(), plansBefore < concluded) : null,
                // One in three without a plan is still open at the end of the year.
                plansAfter == plansBefore && (n - plansBefore) % 3 < 2 ? days[day + Closed] : null,
                days.Last);
        })];

        SupportCourse Supported(int day, HouseholdType type, bool isConcluded) => new(
            type, days[day + Classified], days[day + Consented], days[day + Planned], days[day + Started],
            isConcluded ? days[day + Concluded] : null);
    }
}

/// <summary>The course of a case that came to a plan.</summary>
internal sealed record SupportCourse(
    HouseholdType Household, DateOnly ClassifiedOn, DateOnly ConsentOn, DateOnly PlannedOn, DateOnly StartedOn, DateOnly? ConcludedOn);
