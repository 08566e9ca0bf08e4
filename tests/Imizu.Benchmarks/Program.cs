using System.Globalization;
using System.Text.Json;
using Imizu.Benchmarks;
using Spectre.Console;

// imizu bench [EVENTS…]: replays of so many events each.
int[] sizes = args.Length == 0 ? [100_000, 1_000_000] : [.. args.Select(size => int.Parse(size, CultureInfo.InvariantCulture))];
var table = new Table().AddColumns("events", "floor s", "replay s", "x floor", "stock s", "x stock's rate", "swap ms", "peak MB", "phases s");
var results = new List<ReplayResult>();
foreach (var size in sizes)
{
    var result = await ReplayBenchmark.Run(size, CancellationToken.None);
    results.Add(result);
    table.AddRow(
        $"{result.Events:N0}", $"{result.FloorSeconds:0.00}", $"{result.ReplaySeconds:0.00}", $"{result.TimesFloor:0.0}", $"{result.StockSeconds:0.0}",
        $"{result.TimesStockRate:0.0}", $"{result.SwapMilliseconds:0}", $"{result.PeakMegabytes}",
        string.Join(", ", result.PhaseSeconds.Select(phase => $"{phase.Key} {phase.Value:0.00}")));
}
AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
AnsiConsole.Write(table);
var file = Path.GetFullPath("imizu-bench.json");
await File.WriteAllTextAsync(file, JsonSerializer.Serialize(results, JsonSerializerOptions.Web));
Console.WriteLine(file);
