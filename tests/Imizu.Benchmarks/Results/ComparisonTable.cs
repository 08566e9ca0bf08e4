using Spectre.Console;

namespace Imizu.Benchmarks.Results;

/// <summary>The results in the terminal.</summary>
internal static class ComparisonTable
{
    private const int Width = 150;

    public static void Write(IEnumerable<Comparison> comparisons)
    {
        var table = new Table().AddColumns("measured", "whose", "what", "value", "ours is", "aim");
        foreach (var comparison in comparisons)
        {
            if (table.Rows.Count > 0)
            {
                table.AddEmptyRow();
            }
            foreach (var bar in comparison.Bars)
            {
                var isOurs = bar.Role == Role.Ours;
                table.AddRow(
                    new Text(isOurs ? $"{comparison.Benchmark}: {comparison.Subject}" : ""),
                    new Text(bar.Role.ToString().ToLowerInvariant()),
                    new Text(bar.What),
                    new Text($"{bar.Value.Short()} {comparison.Unit}"),
                    new Text(isOurs ? "" : $"{comparison.Times(bar).Short()} ×"),
                    new Text(isOurs ? Aim(comparison) : ""));
            }
            if (comparison.Also.Count > 0)
            {
                table.AddRow(new Text(""), new Text("also"), new Text(string.Join(", ", comparison.Also.Select(also => $"{also.Key} {also.Value.Short()}"))));
            }
        }
        // Where the output goes into a file there is no width to keep to.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, Width);
        AnsiConsole.Write(table);
    }

    private static string Aim(Comparison comparison) => comparison.Aim is { } aim ? $"{aim}: {(comparison.IsReached == true ? "reached" : "missed")}" : "";
}
