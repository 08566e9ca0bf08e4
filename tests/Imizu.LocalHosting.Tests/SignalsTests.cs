using System.Diagnostics;
using Xunit;

namespace Imizu.LocalHosting.Tests;

public sealed class SignalsTests
{
    [Fact]
    public async Task A_process_that_is_deaf_to_the_request_is_killed_after_the_grace_with_the_group_that_it_leads()
    {
        // Says when it is deaf; its child says who it is.
        using var deaf = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", "trap '' TERM; sleep 60 & echo $!; wait"])
        {
            RedirectStandardOutput = true,
        })!;
        var child = ProcessIdentity.Of(int.Parse(
            (await deaf.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!,
            System.Globalization.CultureInfo.InvariantCulture))!;
        var asked = Stopwatch.StartNew();

        await ProcessIdentity.Of(deaf.Id)!.EndAsync(Signal.Terminate, TimeSpan.FromSeconds(1));

        await Eventually.BecomesTrueAsync(() => deaf.HasExited && !child.IsAlive, "both dead", 5);
        Assert.InRange(asked.Elapsed.TotalSeconds, 1, 6);
    }
}
