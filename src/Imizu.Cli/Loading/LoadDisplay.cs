using Imizu.Operations.Loading;
using Spectre.Console;

namespace Imizu.Cli.Loading;

/// <summary>Shows how far a load is: a bar on a terminal, else a line for each tenth.</summary>
internal static class LoadDisplay
{
    private const string Untroubled = "loading";

    public static async Task<T> ShowAsync<T>(int total, Func<IProgress<LoadProgress>, Task<T>> load)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi)
        {
            return await load(new Lines());
        }
        return await AnsiConsole.Progress()
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(display => load(new Bar(display.AddTask(Untroubled, maxValue: total))));
    }

    private sealed class Bar(ProgressTask task) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value)
        {
            task.Value = Math.Max(task.Value, value.Done);
            task.Description = Markup.Escape(value.Trouble ?? Untroubled);
        }
    }

    private sealed class Lines : IProgress<LoadProgress>
    {
        private readonly Lock _gate = new();
        private int _tenths;
        private string? _trouble;

        public void Report(LoadProgress value)
        {
            lock (_gate)
            {
                if (value.Trouble is { } trouble && trouble != _trouble)
                {
                    Console.WriteLine($"  {value.Done:N0} of {value.Total:N0}; trying again: {trouble}");
                }
                else if (value.Done * 10 / value.Total > _tenths)
                {
                    Console.WriteLine($"  {value.Done:N0} of {value.Total:N0}");
                }
                (_tenths, _trouble) = (Math.Max(_tenths, value.Done * 10 / value.Total), value.Trouble ?? _trouble);
            }
        }
    }
}
