using System.Globalization;
using System.Xml.Linq;

namespace Imizu.Benchmarks.Results;

/// <summary>All results of a run in one picture: a group of bars for each, drawn to the longest of its group, for units differ.</summary>
internal static class Chart
{
    private const int Width = 960, Margin = 24, Longest = 380, BarHeight = 16, BarStep = 40, HeadHeight = 34, GroupGap = 14, TitleHeight = 56;

    private const string Style = """
        svg { --paper: #ffffff; --ink: #1b1f24; --quiet: #57606a; --ours: #0b6e4f; --peer: #b35900; --floor: #6e7781; }
        @media (prefers-color-scheme: dark) {
          svg { --paper: #14181d; --ink: #e6edf3; --quiet: #9da7b1; --ours: #3fb68b; --peer: #f0983e; --floor: #8b949e; }
        }
        .paper { fill: var(--paper); }
        text { fill: var(--ink); font: 13px system-ui, sans-serif; }
        .title { font-size: 20px; font-weight: 600; }
        .head { font-size: 15px; font-weight: 600; }
        .quiet { fill: var(--quiet); }
        .ours { fill: var(--ours); } .peer { fill: var(--peer); } .floor { fill: var(--floor); }
        """;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The picture of at least one comparison.</summary>
    public static XDocument Of(IReadOnlyList<Comparison> comparisons)
    {
        var (groups, y) = (new List<XElement>(), TitleHeight);
        foreach (var comparison in comparisons)
        {
            groups.Add(Group(comparison, y));
            y += HeadHeight + (comparison.Beside.Count + 1) * BarStep + GroupGap;
        }
        return new XDocument(new XElement(Svg + "svg",
            new XAttribute("viewBox", $"0 0 {Width} {y}"), new XAttribute("role", "img"), new XAttribute("aria-labelledby", "title desc"),
            new XElement(Svg + "title", new XAttribute("id", "title"), "Imizu's benchmarks"),
            new XElement(Svg + "desc", new XAttribute("id", "desc"), string.Join(" ", comparisons.Select(InWords))),
            new XElement(Svg + "style", Style),
            new XElement(Svg + "rect", new XAttribute("class", "paper"), new XAttribute("width", Width), new XAttribute("height", y)),
            Text("title", Margin, 34, "Ours beside peer and floor, each pair measured in one run"),
            groups));
    }

    private static XElement Group(Comparison comparison, int top)
    {
        var (most, aim) = (comparison.Bars.Max(bar => bar.Value), comparison.Aim is { } words ? $" (aim: {words})" : "");
        return new XElement(Svg + "g",
            Text("head", Margin, top + 18, $"{comparison.Benchmark}: {comparison.Subject}{aim}"),
            comparison.Bars.SelectMany((bar, n) => Drawn(comparison, bar, most, top + HeadHeight + n * BarStep)));
    }

    private static IEnumerable<XElement> Drawn(Comparison comparison, Bar bar, double most, int top)
    {
        var length = Math.Max(1, Longest * bar.Value / most);
        var ratio = bar.Role == Role.Ours ? "" : $", ours is {comparison.Times(bar).Short()} ×";
        yield return Text("quiet", Margin, top + 10, $"{Name(bar.Role)}: {bar.What}");
        yield return new XElement(Svg + "rect",
            new XAttribute("class", Name(bar.Role)), new XAttribute("x", Margin), new XAttribute("y", top + 15), new XAttribute("rx", 2),
            new XAttribute("width", length.ToString("0.#", CultureInfo.InvariantCulture)), new XAttribute("height", BarHeight));
        yield return Text("value", Margin + (int)length + 8, top + 28, $"{bar.Value.Short()} {comparison.Unit}{ratio}");
    }

    private static string InWords(Comparison comparison) =>
        $"{comparison.Benchmark}, {comparison.Subject}: {string.Join("; ", comparison.Bars.Select(bar => $"{Name(bar.Role)} ({bar.What}) {bar.Value.Short()} {comparison.Unit}"))}.";

    private static string Name(Role role) => role.ToString().ToLowerInvariant();

    private static XElement Text(string look, int x, int y, string text) =>
        new(Svg + "text", new XAttribute("class", look), new XAttribute("x", x), new XAttribute("y", y), text);
}
