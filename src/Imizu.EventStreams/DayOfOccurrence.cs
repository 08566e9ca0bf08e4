namespace Imizu.EventStreams;

/// <summary>The day on which a thing occurred (実施日), in Japan: it decides the fiscal year that the thing counts in.</summary>
public static class DayOfOccurrence
{
    /// <summary>The first day of the first year that there can be a report of; what is earlier was mistyped.</summary>
    private static readonly DateOnly Earliest = new(2000, 4, 1);

    /// <summary>Why nothing can have occurred on that day; null if it can.</summary>
    /// <param name="field">The field's name.</param>
    /// <param name="day">The day.</param>
    /// <param name="today">The day of asking.</param>
    public static Refusal? Check(string field, DateOnly day, DateOnly today) => day switch
    {
        _ when day > today => new Refusal(field, "未来の日付は記録できません。今日までの日付にしてください。"),
        _ when day < Earliest => new Refusal(field, $"{Earliest:yyyy-MM-dd}より前の日付は記録できません。年を確かめてください。"),
        _ => null,
    };
}
