using System.Net;
using System.Net.Sockets;
using Imizu.Operations.Loading;
using Xunit;

namespace Imizu.Cli.Tests;

/// <summary>How a command that could not do its work ends: whoever asked is told why, unless they have ended it themselves.</summary>
public sealed class EndingTests
{
    [Fact]
    public async Task A_service_that_does_not_answer_is_told_of()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromMilliseconds(200) };

        var given = await Assert.ThrowsAsync<TaskCanceledException>(
            () => http.GetAsync($"http://{silent.LocalEndpoint}/", TestContext.Current.CancellationToken));

        var ending = Ending.Of(given)!;
        Assert.Equal(1, ending.ExitCode);
        Assert.Contains("did not answer in time", ending.Message, StringComparison.Ordinal);
        Assert.Contains("may have done", ending.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_ended_it_is_told_nothing()
    {
        var given = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(1, new CancellationToken(canceled: true)));

        Assert.Equal(new Ending(130, null), Ending.Of(given));
    }

    [Fact]
    public void What_stood_in_the_way_is_told_and_a_mistake_of_the_programs_is_not_hidden()
    {
        Assert.Equal(new Ending(1, "why"), Ending.Of(new OperationFailedException("why")));
        Assert.Null(Ending.Of(new InvalidOperationException()));
    }
}
