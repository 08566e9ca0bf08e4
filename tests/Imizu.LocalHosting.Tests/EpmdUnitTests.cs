using Xunit;

namespace Imizu.LocalHosting.Tests;

[Collection("Servers")]
public sealed class EpmdUnitTests(Servers servers)
{
    [Fact]
    public void To_ask_epmd_for_its_health_leaves_its_log_quiet()
    {
        var log = Path.Combine(servers.DataFolder, "logs", "messaging-epmd.log");

        // The host's own line alone: that it was started.
        Assert.StartsWith("[stack ", Assert.Single(File.ReadAllLines(log)), StringComparison.Ordinal);
        Assert.Equal(ResourceState.Healthy, servers.Running.State.Of("messaging-epmd").State);
    }
}
