using Imizu.Cli.Reporting;
using Imizu.LocalStack;

namespace Imizu.Cli.Operating;

/// <summary>A stack's status as a table, and what it means.</summary>
internal static class StatusText
{
    public static IEnumerable<string> Of(StackStatus status)
    {
        if (!status.IsRunning)
        {
            return [$"No stack runs on {status.Data}. Start one with ./imizu up."];
        }
        return TextTable.Lines("lllrrl", status.Resources.Select(Cells).Prepend(["resource", "state", "address", "pid", "restarts", "since"]))
            .Append($"The stack on {status.Data} (process {status.Host}) runs since {JapanTime.Text(status.Started!.Value)}.")
            .Concat(status.Dashboard is { } dashboard ? [$"Dashboard: {dashboard}"] : [])
            .Concat(status.Resources.SelectMany(resource => resource.Reasons.Select(reason => $"{resource.Name}, {reason.Key}: {reason.Value}")))
            .Append(Meaning(status));
    }

    private static string Meaning(StackStatus status)
    {
        var stopped = string.Join(", ", status.Resources.Where(resource => resource.State is ResourceState.Stopped).Select(resource => resource.Name));
        return status.Resources.Where(resource => !resource.IsWell && resource.State is not ResourceState.Stopped).Select(resource => resource.Name).ToList() switch
        {
            [] when stopped.Length > 0 => $"Not healthy: somebody has stopped {stopped}. The dashboard starts it again.",
            [] => status.IsHealthy ? "Healthy: all that should run answers, and what had to end has ended well." : "Not healthy: it has no resources yet.",
            var ailing => $"Not healthy: {string.Join(", ", ailing)}. It may be starting; else see ./imizu logs {ailing[0]}."
                + (stopped.Length > 0 ? $" Somebody has stopped {stopped}." : ""),
        };
    }

    private static string[] Cells(ResourceLine resource) =>
    [
        resource.Name, resource.Reasons.Count > 0 ? "degraded" : resource.State.Word(), resource.Address ?? "", $"{resource.Pid}", $"{resource.Restarts}",
        resource.Since is { } since ? JapanTime.Text(since) : "",
    ];
}
