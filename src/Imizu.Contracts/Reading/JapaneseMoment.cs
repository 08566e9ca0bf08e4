using System.Globalization;
using System.Text.RegularExpressions;

namespace Imizu.Contracts.Reading;

/// <summary>Reads a moment: ISO 8601 with an offset, for one without would be nine hours off for whoever means Japan's.</summary>
public static partial class JapaneseMoment
{
    /// <summary>What to write.</summary>
    public const string Example = "2025-03-31T17:00:00+09:00 のように、時差まで書いてください（URL では + を %2B と書きます）。";

    /// <summary>Japan's time, which knows no summer time, from UTC.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(9);

    /// <summary>Reads a moment, or a day as <see cref="JapaneseDay"/> does, which means its last moment in Japan.</summary>
    public static bool TryReadOrDay(string text, out DateTimeOffset moment, out string because)
    {
        if (JapaneseDay.TryRead(text, out var day, out because))
        {
            // PostgreSQL keeps microseconds.
            moment = new DateTimeOffset(day, TimeOnly.MaxValue, Offset).AddTicks(-9);
            return true;
        }
        var isOne = TryRead(text, out moment);
        because = isOne ? "" : text.Contains('T', StringComparison.Ordinal) ? Example : because;
        return isOne;
    }

    /// <summary>Reads a moment.</summary>
    public static bool TryRead(string text, out DateTimeOffset moment)
    {
        moment = default;
        return Written().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out moment);
    }

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Written();
}
