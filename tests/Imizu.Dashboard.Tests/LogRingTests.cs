using Imizu.Dashboard.Telemetry;
using Xunit;

namespace Imizu.Dashboard.Tests;

public sealed class LogRingTests
{
    [Fact]
    public void The_oldest_entries_are_dropped()
    {
        var ring = new LogRing(2);

        ring.Add([Some.Entry("one"), Some.Entry("two"), Some.Entry("three")]);

        Assert.Equal(["three", "two"], ring.Latest(new(), 10).Select(entry => entry.Text));
    }

    [Fact]
    public void An_entry_is_found_by_resource_level_text_and_trace()
    {
        var ring = new LogRing(10);
        var wanted = Some.Entry("A contact was Refused", LogLevel.Warning, "a", "outreach");
        ring.Add([wanted, wanted with { Resource = "other" }, wanted with { Level = LogLevel.Debug }, wanted with { Text = "else" }, wanted with { TraceId = "b" }]);

        var found = ring.Latest(new("outreach", LogLevel.Information, "refused", "a"), 10);

        Assert.Equal([1], found.Select(entry => entry.Number));
    }
}
