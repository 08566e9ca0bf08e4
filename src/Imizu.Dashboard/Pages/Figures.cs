using System.Globalization;

namespace Imizu.Dashboard.Pages;

/// <summary>How a measured figure is written, with its unit.</summary>
internal static class Figures
{
    private const double Kilo = 1024, Longest = 1e9;
    private static readonly string[] Sizes = ["B", "KiB", "MiB", "GiB"];

    /// <summary>With the unit as OpenTelemetry writes it: s, ms, By; in braces what is counted, which the instrument says itself.</summary>
    public static string With(string unit, double value) => unit switch
    {
        "s" or "ms" when value == 0 => "0",
        // What no length of time can be is a number all the same, and no reason to show nothing.
        "s" when Math.Abs(value) < Longest => Wording.Length(TimeSpan.FromSeconds(value)),
        "ms" when Math.Abs(value) < Longest => Wording.Length(TimeSpan.FromMilliseconds(value)),
        "By" => Size(value),
        "" or "1" => Number(value),
        ['{', ..] => Number(value),
        _ => $"{Number(value)} {unit}",
    };

    /// <summary>Without a unit.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 1e9 => (value / 1e9).ToString("0.##", CultureInfo.InvariantCulture) + " G",
        >= 1e6 => (value / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + " M",
        >= 1e4 => (value / 1e3).ToString("0.#", CultureInfo.InvariantCulture) + " k",
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("0.####", CultureInfo.InvariantCulture),
    };

    private static string Size(double bytes)
    {
        var size = 0;
        for (; Math.Abs(bytes) >= Kilo && size < Sizes.Length - 1; size++)
        {
            bytes /= Kilo;
        }

        return bytes.ToString("0.#", CultureInfo.InvariantCulture) + " " + Sizes[size];
    }
}
