using System.Collections.Concurrent;
using System.Reflection;

namespace Imizu.EventStreams;

/// <summary>Validates the day on which something occurred (実施日), in Japan's time; it decides the fiscal year.</summary>
public static class DayOfOccurrence
{
    /// <summary>The first day that is accepted; an earlier one is a typing error.</summary>
    private static readonly DateOnly Earliest = new(2000, 4, 1);

    private static readonly ConcurrentDictionary<Type, PropertyInfo?> Days = new();

    /// <summary>The day on which an event occurred; null where it says none.</summary>
    public static DateOnly? Of(object happened) => (DateOnly?)Days.GetOrAdd(happened.GetType(), type => type.GetProperty("On") is { } on && on.PropertyType == typeof(DateOnly) ? on : null)?.GetValue(happened);

    /// <summary>Validates a day; null where it is valid.</summary>
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
