using System.Globalization;
using Imizu.Contracts.Reading;

namespace Imizu.Cli;

/// <summary>Moments as people type and read them: without an offset, Japan's time is meant.</summary>
internal static class JapanTime
{
    /// <summary>The moment; of a day, its last one. Null where the text says none, or could say two.</summary>
    public static DateTimeOffset? Parse(string text) =>
        JapaneseMoment.TryReadOrDay(text, out var moment, out _) || JapaneseMoment.TryRead($"{text.Trim().Replace(' ', 'T')}+09:00", out moment) ? moment : null;

    /// <summary>The moment as it is read in Japan, with the zone.</summary>
    public static string Text(DateTimeOffset moment) => moment.ToOffset(JapaneseMoment.Offset).ToString("yyyy-MM-dd HH:mm:ss 'JST'", CultureInfo.InvariantCulture);
}
