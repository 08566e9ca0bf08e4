using System.Globalization;

namespace Imizu.Dashboard.Pages;

/// <summary>How moments and lengths of time are written.</summary>
internal static class Wording
{
    public static string Time(DateTimeOffset moment) => moment.ToLocalTime().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset? moment) =>
        moment?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>The time of today, or the day and the time; for a table.</summary>
    public static string Short(DateTimeOffset? moment, DateTimeOffset now) => moment?.ToLocalTime() is not { } local ? "–"
        : local.ToString(local.Date == now.ToLocalTime().Date ? "HH:mm:ss" : "MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    public static string Length(TimeSpan length) => length switch
    {
        { TotalMilliseconds: < 1 } => Number(length.TotalMicroseconds, "0", "µs"),
        { TotalMilliseconds: < 100 } => Number(length.TotalMilliseconds, "0.0", "ms"),
        { TotalSeconds: < 1 } => Number(length.TotalMilliseconds, "0", "ms"),
        { TotalMinutes: < 1 } => Number(length.TotalSeconds, "0.00", "s"),
        _ => Number(length.TotalMinutes, "0.0", "min"),
    };

    /// <summary>For a style: a part of a whole in per cent.</summary>
    public static string Percent(double part) => (Math.Clamp(part, 0, 1) * 100).ToString("0.###", CultureInfo.InvariantCulture) + "%";

    private static string Number(double value, string format, string unit) => value.ToString(format, CultureInfo.InvariantCulture) + " " + unit;
}
