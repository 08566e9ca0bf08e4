using System.Text.Json;
using Imizu.Cli.Operating;

namespace Imizu.Cli.Commands;

/// <summary><c>imizu status</c>: how the stack is.</summary>
internal static class StatusCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web) { WriteIndented = true };

    /// <param name="data">The stack's data folder.</param>
    /// <param name="asJson">For a program, rather than as a table.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>0 if it is healthy, 1 if it is not or doesn't run.</returns>
    public static async Task<int> RunAsync(string data, bool asJson, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var status = await StackStatus.Of(data).WithReasonsAsync(http, cancellationToken);
        foreach (var line in asJson ? [JsonSerializer.Serialize(status, Indented)] : StatusText.Of(status))
        {
            Console.WriteLine(line);
        }
        return status.IsHealthy ? 0 : 1;
    }
}
