using System.Globalization;
using System.Text;

namespace Imizu.Gateway.Doors;

/// <summary>What a file is called once it has been taken: by day and time, something that no other file has, and its sender's name for it.</summary>
internal static class InboxName
{
    /// <summary>Bytes that are left of a name of 255, beside what is put before and behind it.</summary>
    private const int MostGiven = 180;

    private const int LongestExtension = 12, Marks = 12, Ticks = 6;

    private const string When = "yyyyMMdd-HHmmss";

    /// <summary>The length of what comes before the sender's name.</summary>
    private static readonly int Before = When.Length + 1 + Marks + 1;

    /// <summary>
    /// A name that no other file has or gets; the mark begins with the fraction of the second, so that names stand in the order of their files: in
    /// UTC, which has no hour twice, and above those that are there, for clocks are put back.
    /// </summary>
    /// <param name="given">What the sender calls it.</param>
    /// <param name="at">Now.</param>
    /// <param name="there">The names that have to stand before it.</param>
    public static string Fresh(string given, DateTimeOffset at, params IEnumerable<string> there)
    {
        var last = there.Select(TakenAt).Max();
        var ticks = Math.Max(at.UtcTicks, (last?.Ticks ?? 0) + 1);
        return $"{new DateTime(ticks, DateTimeKind.Utc).ToString(When, CultureInfo.InvariantCulture)}-{ticks % TimeSpan.TicksPerSecond:x6}{Guid.NewGuid().ToString("N")[..(Marks - Ticks)]}-{Bounded(given)}";
    }

    /// <summary>What such a name begins with, in which there is nothing that the sender wrote.</summary>
    public static string Mark(string fresh) => TakenAt(fresh) is null ? "another name than the gateway gives" : fresh[..(Before - 1)];

    /// <summary>The sender's part of such a name.</summary>
    public static string Given(string fresh) => fresh.Length > Before ? fresh[Before..] : fresh;

    /// <summary>What is laid into the sender's folder about it: beginning with the sender's own name, so that they lie side by side.</summary>
    public static string Beside(string fresh, string ending) => fresh.Length > Before ? $"{fresh[Before..]}.{fresh[..(Before - 1)]}.{ending}" : $"{fresh}.{ending}";

    private static DateTime? TakenAt(string fresh) =>
        fresh.Length > Before
        && DateTime.TryParseExact(fresh[..When.Length], When, CultureInfo.InvariantCulture, DateTimeStyles.None, out var second)
        && int.TryParse(fresh.AsSpan(When.Length + 1, Ticks), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var fraction)
            ? second.AddTicks(fraction) : null;

    /// <summary>Characters of Japanese have three bytes each, and file systems count bytes. The extension stays: it says what the file is.</summary>
    private static string Bounded(string given)
    {
        if (Encoding.UTF8.GetByteCount(given) <= MostGiven)
        {
            return given;
        }
        var extension = Path.GetExtension(given) is { Length: <= LongestExtension } brief && Ascii.IsValid(brief) ? brief : "";
        var left = MostGiven - extension.Length;
        var stem = new StringBuilder();
        foreach (var character in Path.GetFileNameWithoutExtension(given).EnumerateRunes())
        {
            left -= character.Utf8SequenceLength;
            if (left < 0)
            {
                break;
            }
            stem.Append(character.ToString());
        }
        return stem.Append(extension).ToString();
    }
}
