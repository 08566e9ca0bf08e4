using Microsoft.Extensions.Configuration;
using Xunit;

namespace Imizu.LocalHosting.Tests;

public sealed class LocalStackTests
{
    [Fact]
    public async Task A_stack_was_started_when_the_clock_that_it_was_given_said_so()
    {
        using var folder = new TemporaryFolder();
        await using var stack = await LocalStack.StartAsync([], new ConfigurationManager(), folder.Path, new StoppedClock(), _ => { });

        Assert.Equal(DateTimeOffset.UnixEpoch, stack.State.Started);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}
