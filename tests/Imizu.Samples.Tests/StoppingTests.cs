using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Imizu.Samples.Tests;

/// <summary>Who stops a follower while it waits for something need not wait too.</summary>
public sealed class StoppingTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("csharp")]
    [InlineData("node")]
    public async Task Told_to_stop_while_the_gateway_owes_an_answer_it_ends_without_a_word_of_trouble(string sample)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var account = $"somebody:secret@{listener.LocalEndpoint}";
        var settings = new Dictionary<string, string> { ["IMIZU_AMQP"] = $"amqp://{account}", ["IMIZU_GATEWAY"] = $"http://{account}" };
        await using var follower = new FollowerProcess(sample, settings, "--once");
        using var asked = await listener.AcceptTcpClientAsync(Cancelled);
        await asked.GetStream().ReadExactlyAsync(new byte[1], Cancelled);

        // Well before its patience with the gateway is over, which is a minute. It ends with 1, for nothing was compared.
        Assert.Equal(1, await follower.Stop().WaitAsync(TimeSpan.FromSeconds(40), Cancelled));
        Assert.Equal("", follower.Console);
    }
}
