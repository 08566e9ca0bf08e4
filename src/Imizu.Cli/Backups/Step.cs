using Spectre.Console;

namespace Imizu.Cli.Backups;

/// <summary>What is being done.</summary>
/// <param name="What">The step, in words.</param>
/// <param name="Bytes">How far it is.</param>
internal readonly record struct Step(string What, long Bytes = 0)
{
    public override string ToString() => Bytes == 0 ? What : $"{What}: {Size(Bytes)}";

    public static string Size(long bytes) => bytes < 1_000_000 ? $"{bytes / 1e3:N0} kB" : $"{bytes / 1e6:N1} MB";
}

/// <summary>Shows which step is under way: on a terminal with how far it is, else a line for each.</summary>
internal static class StepDisplay
{
    public static async Task<T> ShowAsync<T>(Func<IProgress<Step>, Task<T>> work)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi)
        {
            return await work(new Lines());
        }
        return await AnsiConsole.Status().StartAsync("…", display => work(new Live(display)));
    }

    private sealed class Live(StatusContext display) : IProgress<Step>
    {
        public void Report(Step value) => display.Status = Markup.Escape(value.ToString());
    }

    private sealed class Lines : IProgress<Step>
    {
        private string? _last;

        public void Report(Step value)
        {
            if (value.What != _last)
            {
                Console.WriteLine($"  {_last = value.What}");
            }
        }
    }
}
