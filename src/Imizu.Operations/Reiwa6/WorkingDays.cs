using Imizu.Contracts;

namespace Imizu.Operations.Reiwa6;

/// <summary>
/// The weekdays of a fiscal year, Monday to Friday, outside the year-end closing from 29 December to 3 January. National holidays
/// count among them: on some of these days the city hall was closed.
/// </summary>
internal sealed class WorkingDays(FiscalYear year)
{
    private readonly List<DateOnly> _days =
        [.. Enumerable.Range(0, year.EndsOn.DayNumber - year.StartsOn.DayNumber + 1).Select(year.StartsOn.AddDays).Where(IsWorkingDay)];

    public int Count => _days.Count;

    public DateOnly First => _days[0];

    public DateOnly Last => _days[^1];

    /// <summary>The n-th of the year, from 0; after the last there is only the last.</summary>
    public DateOnly this[int n] => _days[Math.Min(n, _days.Count - 1)];

    /// <summary>Those from one day to another, both included.</summary>
    public IEnumerable<DateOnly> Between(DateOnly from, DateOnly to) => _days.Where(day => from <= day && day <= to);

    /// <summary>A number of days, evenly spread over the year.</summary>
    public IEnumerable<DateOnly> Spread(int number) => Enumerable.Range(0, number).Select(n => _days[((2 * n) + 1) * _days.Count / (2 * number)]);

    private static bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && day is not ({ Month: 12, Day: >= 29 } or { Month: 1, Day: <= 3 });
}
