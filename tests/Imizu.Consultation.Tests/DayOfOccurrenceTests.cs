using Imizu.EventStreams;
using Imizu.Testing;
using Xunit;

namespace Imizu.Consultation.Tests;

/// <summary>On which days things can have occurred, in every stream.</summary>
public sealed class DayOfOccurrenceTests
{
    public static TheoryData<DateOnly> Possible => [new DateOnly(2000, 4, 1), Days.Today];

    public static TheoryData<DateOnly> Impossible => [new DateOnly(24, 5, 1), new DateOnly(2000, 3, 31), Days.Tomorrow, new DateOnly(2204, 5, 1)];

    [Theory, MemberData(nameof(Possible))]
    public void A_thing_occurs_by_today_in_a_year_that_can_be_reported(DateOnly day) => Assert.Null(DayOfOccurrence.Check("on", day, Days.Today));

    [Theory, MemberData(nameof(Impossible))]
    public void No_other_day_is_taken(DateOnly day) => Assert.Equal("on", DayOfOccurrence.Check("on", day, Days.Today)?.Field);
}
