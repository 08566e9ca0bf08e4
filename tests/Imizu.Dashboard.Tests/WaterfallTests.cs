using Imizu.Dashboard.Telemetry;
using Xunit;

namespace Imizu.Dashboard.Tests;

public sealed class WaterfallTests
{
    [Fact]
    public void Each_span_stands_below_the_one_that_led_to_it()
    {
        var rows = Waterfall.Of(new Trace("a",
        [
            Some.Span("a", "root", takes: 100),
            Some.Span("a", "second", "root", startsAfter: 50, takes: 25),
            Some.Span("a", "first", "root", startsAfter: 10, takes: 30),
            Some.Span("a", "within", "first", startsAfter: 20, takes: 5),
        ]));

        Assert.Equal([("root", 0), ("first", 1), ("within", 2), ("second", 1)], rows.Select(row => (row.Span.SpanId, row.Depth)));
        Assert.Equal((0.5, 0.25), (rows[3].Offset, rows[3].Width));
    }

    [Fact]
    public void A_span_whose_parent_has_not_come_in_stands_at_the_edge()
    {
        var rows = Waterfall.Of(new Trace("a", [Some.Span("a", "1", parent: "elsewhere"), Some.Span("a", "2", parent: "1", startsAfter: 1)]));

        Assert.Equal([("1", 0), ("2", 1)], rows.Select(row => (row.Span.SpanId, row.Depth)));
    }

    [Fact]
    public void A_span_that_comes_in_twice_is_drawn_once()
    {
        var rows = Waterfall.Of(new Trace("a", [Some.Span("a", "1"), Some.Span("a", "1"), Some.Span("a", "2", parent: "1", startsAfter: 1)]));

        Assert.Equal(["1", "2"], rows.Select(row => row.Span.SpanId));
    }
}
