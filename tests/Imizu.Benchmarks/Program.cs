using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Imizu.Benchmarks;
using Imizu.Benchmarks.Results;

IReadOnlyList<Wanted> wanted;
try
{
    wanted = BenchmarkLine.Read(args);
}
catch (FormatException wrong)
{
    await Console.Error.WriteLineAsync($"imizu bench: {wrong.Message}");
    return 2;
}

// Asked to stop, it stops what it has started first.
using var stop = new CancellationTokenSource();
PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM];
var watches = signals.Select(signal => PosixSignalRegistration.Create(signal, context =>
{
    context.Cancel = true;
    stop.Cancel();
})).ToList();

var (results, failed, watch) = (new List<Comparison>(), false, Stopwatch.StartNew());
foreach (var (benchmark, number) in wanted.SelectMany(one => one.Numbers.Select(number => (one.Benchmark, number))))
{
    try
    {
        results.AddRange(await benchmark.Run(number, doing => Console.WriteLine($"{watch.Elapsed:mm\\:ss} {benchmark.Name}: {doing}"), stop.Token));
    }
    catch (Exception) when (stop.IsCancellationRequested)
    {
        await Console.Error.WriteLineAsync("imizu bench: stopped.");
        return 130;
    }
    catch (Exception e)
    {
        // The others are worth having all the same.
        failed = true;
        await Console.Error.WriteLineAsync($"imizu bench: {benchmark.Name} failed. {e}");
    }
}
watches.ForEach(signal => signal.Dispose());

if (results.Count > 0)
{
    ComparisonTable.Write(results);
    var (figures, chart) = (Path.GetFullPath("imizu-bench.json"), Path.GetFullPath("imizu-bench.svg"));
    await File.WriteAllTextAsync(figures, JsonSerializer.Serialize(results, new JsonSerializerOptions(JsonSerializerOptions.Web) { WriteIndented = true }));
    Chart.Of(results).Save(chart);
    Console.WriteLine($"{figures}\n{chart}");
}
return failed ? 1 : 0;
