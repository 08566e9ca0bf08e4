using System.Text.Json;
using Imizu.Cli.Operating;

namespace Imizu.Cli.Commands;

/// <summary><c>imizu status</c>: how the stack is.</summary>
internal static class StatusCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web) { WriteIndented = true };

    /// <param name="data">The stack's data folder.</param>
    /// <param name="asJson">For a program, rather than as a table.</param>
    /// <returns>0 if it is healthy, 1 if it is not or doesn't run.</returns>
    public static int Run(string data, bool asJson)
    {
        var status = StackStatus.Of(data);
        foreach (var line in asJson ? [JsonSerializer.Serialize(status, Indented)] : StatusText.Of(status))
        {
            Console.WriteLine(line);
        }
        return status.IsHealthy ? 0 : 1;
    }
}
