using Spectre.Console;

namespace Imizu.Benchmarks.Results;

/// <summary>The results in the terminal.</summary>
internal static class ComparisonTable
{
    private const int Width = 150;

    public static void Write(IEnumerable<Comparison> comparisons)
    {
        var table = new Table().AddColumns("measured", "whose", "what", "value", "ours is", "aim").ShowRowSeparators();
        foreach (var comparison in comparisons)
        {
            var bars = comparison.Bars.ToList();
            table.AddRow(
                new Text($"{comparison.Benchmark}\n{comparison.Subject}"),
                new Text(Lines(bars, bar => bar.Role.ToString().ToLowerInvariant())),
                new Text(Lines(bars, bar => bar.What)),
                new Text(Lines(bars, bar => $"{bar.Value.Short()} {comparison.Unit}")),
                new Text(Lines(bars, bar => bar.Role == Role.Ours ? "" : $"{comparison.Times(bar).Short()} ×")),
                new Text(Aim(comparison)));
            if (comparison.Also.Count > 0)
            {
                table.AddRow(new Text(""), new Text("also"), new Text(string.Join(", ", comparison.Also.Select(also => $"{also.Key} {also.Value.Short()}"))));
            }
        }
        // Where the output goes into a file there is no width to keep to.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, Width);
        AnsiConsole.Write(table);
    }

    private static string Lines(IEnumerable<Bar> bars, Func<Bar, string> cell) => string.Join('\n', bars.Select(cell));

    private static string Aim(Comparison comparison) => comparison.Aim is { } aim ? $"{aim}: {(comparison.IsReached == true ? "reached" : "missed")}" : "";
}
