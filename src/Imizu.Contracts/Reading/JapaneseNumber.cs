using System.Globalization;
using System.Text.RegularExpressions;

namespace Imizu.Contracts.Reading;

/// <summary>Reads a number as people write it into a table: 1016, 1,016, １，０１６, 12.5, and with the unit behind it, 12件.</summary>
public static partial class JapaneseNumber
{
    /// <summary>As many as a program writes of a quotient; no count, amount or share of a city has more.</summary>
    public const int MostDigits = 17;

    /// <summary>Above every number that is read.</summary>
    public const decimal Beyond = 1_000_000_000_000_000;

    /// <summary>Reads a number.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="unit">The unit that may stand behind it.</param>
    /// <param name="number">The number.</param>
    /// <returns>Whether it is one, of no more than <see cref="MostDigits"/> digits.</returns>
    public static bool TryRead(string text, string unit, out decimal number)
    {
        var written = FullWidth.Narrow(text);
        var behind = FullWidth.Narrow(unit);
        if (behind.Length > 0 && written.EndsWith(behind, StringComparison.Ordinal))
        {
            written = written[..^behind.Length];
        }
        number = 0;
        return Written().IsMatch(written) && TryReadExactly(written.Replace(",", "", StringComparison.Ordinal), out number);
    }

    /// <summary>Reads a number as JSON writes it; one that would be rounded, or has more digits than are kept, is none.</summary>
    public static bool TryReadExactly(string written, out decimal number)
    {
        number = 0;
        var parts = written.ToLowerInvariant().Split('e')[0].TrimStart('-', '+').Split('.');
        var digits = string.Concat(parts).Trim('0');
        return digits.Length <= MostDigits && parts[^1].Length <= MostDigits && decimal.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && Math.Abs(number) < Beyond && number.Scale <= MostDigits && (number != 0 || digits.Length == 0);
    }

    [GeneratedRegex(@"^[-+]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?$")]
    private static partial Regex Written();
}
