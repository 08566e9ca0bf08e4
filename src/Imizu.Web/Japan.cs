using System.Globalization;
using Imizu.Contracts.Reading;

namespace Imizu.Web;

/// <summary>Days, moments and numbers as people in Japan read them.</summary>
internal static class Japan
{
    /// <summary>A day, such as 2026年4月1日.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);

    /// <summary>A day and a time, such as 2026年4月1日 09:30.</summary>
    public static string Moment(DateTimeOffset moment) => moment.ToOffset(JapaneseMoment.Offset).ToString("yyyy年M月d日 HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A figure, such as 1,016.</summary>
    public static string Number(decimal number) => number.ToString("#,0.######", CultureInfo.InvariantCulture);

    /// <summary>Today.</summary>
    public static DateOnly Today(this TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(JapaneseMoment.Offset).DateTime);
}
