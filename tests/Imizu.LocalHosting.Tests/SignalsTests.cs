using System.Diagnostics;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.LocalHosting.Tests;

public sealed class SignalsTests
{
    [Fact]
    public async Task A_process_that_is_deaf_to_the_request_is_killed_after_the_grace_with_the_group_that_it_leads()
    {
        // Says when it can be asked, and that it was; its child, which hears nothing at all, says who it is.
        using var deaf = Process.Start(new ProcessStartInfo(
            "setsid", ["sh", "-c", "trap '' TERM; sleep 60 & child=$!; trap 'echo asked' TERM; echo $child; while :; do wait; done"])
        {
            RedirectStandardOutput = true,
        })!;
        async Task<string?> Said() => await deaf.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        var child = ProcessIdentity.Of(int.Parse((await Said())!, System.Globalization.CultureInfo.InvariantCulture))!;

        await ProcessIdentity.Of(deaf.Id)!.EndAsync(Signal.Terminate, TimeSpan.FromSeconds(1));

        Assert.Equal("asked", await Said());
        await Eventually.Is(() => deaf.HasExited && !child.IsAlive, "both dead");
        Assert.Equal(128 + 9, deaf.ExitCode);
    }
}
