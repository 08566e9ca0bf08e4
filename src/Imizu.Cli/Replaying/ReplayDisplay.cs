using Imizu.Contracts.Replays;
using Spectre.Console;

namespace Imizu.Cli.Replaying;

/// <summary>Shows how far a replay is: a bar on a terminal, else a line for each phase.</summary>
internal static class ReplayDisplay
{
    public static async Task<ReplayStatus> ShowAsync(IAsyncEnumerable<ReplayStatus> course)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi)
        {
            return await LinesAsync(course);
        }
        return await AnsiConsole.Progress()
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async display =>
            {
                var (bar, last) = (display.AddTask("starting"), (ReplayStatus?)null);
                await foreach (var status in course)
                {
                    (bar.MaxValue, bar.Value, bar.Description, last) = (Math.Max(1, status.Total), status.Done, Markup.Escape(Line(status)), status);
                    if (status.Phase == ReplayPhase.Blocked)
                    {
                        break;
                    }
                }
                return last!;
            });
    }

    /// <summary>The cells that differ, a line each; and why it failed, if it did.</summary>
    public static IEnumerable<string> Differences(ReplayStatus status) => status.Differences
        .Select(cell => $"  {cell.FiscalYear} {cell.Figure} {cell.Dimension} ({cell.Source}): live {cell.Live:0.###}, replayed {cell.Replayed:0.###}"
            + (cell.FirstEventId is { } first ? $", first differing event {first} at position {cell.FirstPosition}" : ""))
        .Concat(status.Failure is { } failure ? [$"  {failure}"] : []);

    private static async Task<ReplayStatus> LinesAsync(IAsyncEnumerable<ReplayStatus> course)
    {
        ReplayStatus? last = null;
        await foreach (var status in course)
        {
            if (status.Phase != last?.Phase)
            {
                Console.WriteLine($"  {Line(status)}");
            }
            last = status;
            if (status.Phase == ReplayPhase.Blocked)
            {
                break;
            }
        }
        return last!;
    }

    private static string Line(ReplayStatus status) =>
        $"{status.Phase}: {status.Done:N0} of {status.Total:N0} events, {status.EventsPerSecond:N0}/s"
        + (status is { IsOver: false, SecondsLeft: { } left } ? $", {left:0} s left" : "");
}
