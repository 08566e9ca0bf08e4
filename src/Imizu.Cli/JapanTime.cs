using System.Globalization;

namespace Imizu.Cli;

/// <summary>Moments as people type and read them: without an offset, Japan's time is meant.</summary>
internal static class JapanTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(9);

    /// <summary>The moment; null where the text says none.</summary>
    public static DateTimeOffset? Parse(string text) =>
        !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment) ? null
        : moment.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(moment, Offset)
        : new DateTimeOffset(moment);

    /// <summary>The moment as it is read in Japan.</summary>
    public static string Text(DateTimeOffset moment) => moment.ToOffset(Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
