using System.Globalization;

namespace Imizu.Benchmarks;

/// <summary>One benchmark and the numbers to run it with.</summary>
internal sealed record Wanted(Benchmark Benchmark, IReadOnlyList<int> Numbers);

/// <summary>The command line: nothing for all, a benchmark's name and numbers for one, numbers alone for replays of so many events.</summary>
internal static class BenchmarkLine
{
    private static string Usage => $"imizu bench [NAME] [NUMBER...], where NAME is one of {string.Join(", ",
        Benchmark.All.Select(benchmark => benchmark.Number is { } number ? $"{benchmark.Name} ({number})" : benchmark.Name))}.";

    /// <exception cref="FormatException">The line is wrong; the message says how it is right.</exception>
    public static IReadOnlyList<Wanted> Read(string[] line)
    {
        if (line is [])
        {
            return [.. Benchmark.All.Select(benchmark => new Wanted(benchmark, benchmark.Usual))];
        }
        var named = Benchmark.All.FirstOrDefault(benchmark => benchmark.Name == line[0]);
        var benchmark = named ?? (IsNumber(line[0]) ? Benchmark.Replay : throw new FormatException($"There is no benchmark {line[0]}. {Usage}"));
        var numbers = line[(named is null ? 0 : 1)..];
        return benchmark.Number is null && numbers.Length > 0
            ? throw new FormatException($"{benchmark.Name} takes no number. {Usage}")
            : [new Wanted(benchmark, numbers.Length == 0 ? benchmark.Usual : [.. numbers.Select(Number)])];
    }

    private static bool IsNumber(string typed) => typed.Length > 0 && char.IsAsciiDigit(typed[0]);

    private static int Number(string typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{typed} is no whole number from 1 to {int.MaxValue}. {Usage}");
}
