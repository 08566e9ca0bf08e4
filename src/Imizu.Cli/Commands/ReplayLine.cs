using System.CommandLine;
using Imizu.Cli.Stack;
using Imizu.Contracts.Replays;
using Imizu.Operations.Loading;

namespace Imizu.Cli.Commands;

/// <summary>What can be typed behind <c>imizu replay</c>.</summary>
internal static class ReplayLine
{
    public static Command Of(Repository repository)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Compare only." };
        var year = new Option<int?>("--year") { Description = "Compare only what counts in this fiscal year.", CustomParser = CommandLine.YearTyped };
        var source = new Option<string?>("--source") { Description = "Compare only what this service recorded, such as consultation." };
        source.AcceptOnlyFromAmong([.. Services.Recording]);
        var upTo = new Option<long?>("--up-to") { Description = "Compare only events up to this position of their source." };
        var accept = new Option<string?>("--accept") { Description = "Swap in what differs, too; the reason is kept with the swap." };
        var rollBack = new Option<bool>("--roll-back") { Description = "Make the figures from before the last replay live again." };
        var rollForward = new Option<bool>("--roll-forward") { Description = "After that, make the replayed figures live again." };
        var url = CommandLine.ProjectionUrl();
        var replay = new Command("replay", "Tell all figures again from the journal, and swap them in where they agree.")
        {
            dryRun, year, source, upTo, accept, rollBack, rollForward, url,
        };
        replay.Validators.Add(typed =>
        {
            if (typed.GetValue(rollBack) && typed.GetValue(rollForward))
            {
                typed.AddError("Say where to go: --roll-back or --roll-forward.");
            }
        });
        replay.SetAction((typed, cancellationToken) => typed.GetValue(rollBack) || typed.GetValue(rollForward)
            ? new StepCommand(repository).RunAsync(typed.GetValue(rollForward), typed.GetValue(url), cancellationToken)
            : new ReplayCommand(repository).RunAsync(
                new ReplayScope(
                    typed.GetValue(dryRun), typed.GetValue(year), typed.GetValue(source) is { } service ? $"urn:imizu:{service}" : null, typed.GetValue(upTo)),
                typed.GetValue(accept), typed.GetValue(url), cancellationToken));
        return replay;
    }
}
