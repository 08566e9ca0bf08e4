using System.Globalization;

namespace Imizu.Identity.Pages;

/// <summary>Moments as people in Japan read them.</summary>
internal static class Japan
{
    // There is no summer time, and no need of a time zone database.
    private static readonly TimeSpan Offset = TimeSpan.FromHours(9);

    /// <summary>A day and a time, such as 2026年4月1日 09:30.</summary>
    public static string Moment(DateTimeOffset moment) => moment.ToOffset(Offset).ToString("yyyy年M月d日 HH:mm", CultureInfo.InvariantCulture);
}
