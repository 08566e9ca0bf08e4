using System.Net.Http.Json;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.AppHost.Tests;

/// <summary>However a stack ends, no process of it is left and nothing that was recorded is lost.</summary>
public sealed class EndingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task After_a_closed_terminal_a_killed_AppHost_and_Ctrl_C_no_process_is_left_and_the_next_start_has_all_that_was_recorded()
    {
        var folder = Path.Combine(_folder.Path, "stack");
        (string Name, Func<RunningStack, Task> End)[] endings =
        [
            ("the terminal is closed", stack => stack.CloseTerminal()),
            ("the AppHost is killed", stack => stack.SignalHost("KILL")),
            ("Ctrl-C twice", async stack =>
            {
                await stack.SignalHost("INT");
                await stack.SignalHost("INT");
            }),
        ];
        var (recorded, ports) = (0, new Dictionary<string, Uri>());
        foreach (var (name, end) in endings)
        {
            var stack = await RunningStack.StartInTerminal(folder, Cancelled);
            try
            {
                ports = ports.Count == 0 ? new(stack.Services) : ports;
                // Addresses that were handed out stay good.
                Assert.Equal(ports, stack.Services);
                await HasRecorded(stack, recorded, name);
                await Record(stack, ++recorded);
                await end(stack);
                await stack.UntilEnded();
            }
            finally
            {
                await stack.DisposeAsync();
            }
            // PostgreSQL removes this when it has shut down as it should, after a kill of the AppHost too.
            Assert.Equal((name, false), (name, File.Exists(Path.Combine(folder, "postgres", "data", "postmaster.pid"))));
        }
        await using var last = await RunningStack.Start(Cancelled, folder);
        await HasRecorded(last, recorded, "the last start");
    }

    private static async Task HasRecorded(RunningStack stack, int recorded, string after)
    {
        using var http = stack.Client();
        await Eventually.Seen(async () => (await http.GetFromJsonAsync<List<object>>(new Uri(stack.Services["consultation"], "/events?after=0&limit=100"), Cancelled))!.Count,
            count => count == recorded, $"all that was recorded is there: {after}");
    }

    private static async Task Record(RunningStack stack, int number)
    {
        using var http = stack.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(stack.Services["consultation"], $"/cases/0198c1d2-7e00-7000-8000-{number:x12}/receipt"))
        {
            Content = JsonContent.Create(new { on = "2024-05-01", route = "family" }),
        };
        using var answer = await http.SendAsync(request, Cancelled);
        answer.EnsureSuccessStatusCode();
    }
}
