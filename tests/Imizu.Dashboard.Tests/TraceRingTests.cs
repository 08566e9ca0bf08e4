using Imizu.Dashboard.Telemetry;
using Xunit;

namespace Imizu.Dashboard.Tests;

public sealed class TraceRingTests
{
    [Fact]
    public void With_too_many_traces_the_one_that_came_first_is_dropped()
    {
        var ring = new TraceRing(maximumTraces: 2, maximumSpans: 100);

        ring.Add([Some.Span("a", "1"), Some.Span("b", "2"), Some.Span("c", "3")]);

        Assert.Equal(["c", "b"], ring.Latest().Select(trace => trace.Id));
        Assert.Null(ring.Find("a"));
    }

    [Fact]
    public void What_was_asked_outlives_what_services_do_by_themselves()
    {
        var ring = new TraceRing(maximumTraces: 20, maximumSpans: 1_000);
        ring.Add([Some.Span("asked", "1") with { Kind = SpanKind.Server }]);

        ring.Add(Enumerable.Range(0, 100).Select(number => Some.Span($"{number}", "1") with { Kind = SpanKind.Internal }));

        Assert.Equal(["99", "98"], ring.Latest().Take(2).Select(trace => trace.Id));
        Assert.Equal("asked", ring.Latest().Last().Id);
        Assert.Equal(20, ring.Count);
    }

    [Theory]
    [InlineData(20, 1_000)]
    [InlineData(1_000, 20)]
    public void Of_what_was_asked_the_latest_is_kept(int maximumTraces, int maximumSpans)
    {
        var ring = new TraceRing(maximumTraces, maximumSpans);

        ring.Add(Enumerable.Range(0, 100).Select(number => Some.Span($"{number}", "1") with { Kind = SpanKind.Server }));

        Assert.Equal(Enumerable.Range(80, 20).Reverse().Select(number => $"{number}"), ring.Latest().Select(trace => trace.Id));
    }

    [Fact]
    public void With_too_many_spans_whole_traces_are_dropped_until_the_rest_fits()
    {
        var ring = new TraceRing(maximumTraces: 100, maximumSpans: 3);

        ring.Add([Some.Span("a", "1"), Some.Span("a", "2"), Some.Span("b", "3"), Some.Span("c", "4")]);

        Assert.Equal(["c", "b"], ring.Latest().Select(trace => trace.Id));
    }

    [Fact]
    public void One_trace_with_more_spans_than_fit_does_not_outgrow_the_ring()
    {
        var ring = new TraceRing(maximumTraces: 100, maximumSpans: 3);

        ring.Add(Enumerable.Range(0, 10).Select(number => Some.Span("a", $"{number}")));

        Assert.InRange(ring.Latest().Sum(trace => trace.Spans.Count), 1, 3);
    }

    [Fact]
    public void Spans_that_come_in_late_and_out_of_order_are_put_where_they_belong()
    {
        var ring = new TraceRing(100, 100);
        ring.Add([Some.Span("a", "child", parent: "root", startsAfter: 5)]);
        ring.Add([Some.Span("a", "root", takes: 30)]);

        var trace = ring.Find("a")!;

        Assert.Equal(["root", "child"], trace.Spans.Select(span => span.SpanId));
        Assert.Equal("root", trace.Root.SpanId);
        Assert.Equal(TimeSpan.FromMilliseconds(30), trace.Duration);
    }

    [Fact]
    public void A_trace_is_told_which_spans_of_others_it_led_to()
    {
        var ring = new TraceRing(100, 100);
        ring.Add([Some.Span("a", "1"), Some.Span("b", "2") with { Links = [new("a", "1")] }, Some.Span("c", "3")]);

        Assert.Equal(["2"], ring.LinkedTo("a").Select(span => span.SpanId));
        Assert.Empty(ring.LinkedTo("b"));
    }

    [Fact]
    public void The_traceId_of_an_answer_finds_its_trace()
    {
        const string Id = "aa57d928d361929a3fecbf372c325e66";
        var trace = new Trace(Id, [Some.Span(Id, "1")]);

        Assert.True(trace.Says($"00-{Id}-df8873bfb570bcf7-01"));
        Assert.True(trace.Says(Id));
        Assert.False(trace.Says("00-bb57d928d361929a3fecbf372c325e66-df8873bfb570bcf7-01"));
    }

    [Fact]
    public void What_a_service_does_by_itself_is_told_apart_from_what_was_asked_of_it()
    {
        var asked = new Trace("a", [Some.Span("a", "1") with { Kind = SpanKind.Server }]);
        var polling = new Trace("b", [Some.Span("b", "1") with { Kind = SpanKind.Client }, Some.Span("b", "2", parent: "1", 1) with { Kind = SpanKind.Server }]);
        var announcing = new Trace("c", [Some.Span("c", "1") with { Kind = SpanKind.Internal }, Some.Span("c", "2", parent: "1", 1) with { Kind = SpanKind.Producer }]);

        Assert.Equal((true, false, true), (asked.IsAsked, polling.IsAsked, announcing.IsAsked));
    }
}
