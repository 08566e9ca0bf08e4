using Imizu.Dashboard.Protocol;
using Imizu.Dashboard.Telemetry;

namespace Imizu.Dashboard.Receiving;

/// <summary>Reads spans off the protocol.</summary>
internal static class Spans
{
    private const int Error = 2;

    public static IEnumerable<Span> In(ExportTraceServiceRequest request, Decoding decoding) =>
        from resource in request.ResourceSpans
        let name = decoding.ResourceName(resource.Resource)
        from scope in resource.ScopeSpans
        from span in scope.Spans
        where !span.TraceId.IsEmpty && !span.SpanId.IsEmpty
        select Read(name, scope.Scope?.Name ?? "", span, decoding);

    private static Span Read(string resource, string scope, SpanRecord span, Decoding decoding)
    {
        var start = Decoding.Moment(span.StartTimeUnixNano);
        return new(
            Decoding.Id(span.TraceId)!,
            Decoding.Id(span.SpanId)!,
            Decoding.Id(span.ParentSpanId),
            resource,
            decoding.Hidden(span.Name),
            start,
            Decoding.Moment(span.EndTimeUnixNano) is var end && end > start ? end - start : TimeSpan.Zero)
        {
            Kind = Enum.IsDefined((SpanKind)span.Kind) ? (SpanKind)span.Kind : SpanKind.Unspecified,
            Scope = Decoding.Once(scope),
            IsError = span.Status?.Code == Error,
            StatusMessage = decoding.Hidden(span.Status?.Message ?? ""),
            Attributes = decoding.Attributes(span.Attributes),
            Events = [.. span.Events.Select(happened => Read(happened, decoding))],
            Links =
            [
                .. from link in span.Links
                   let trace = Decoding.Id(link.TraceId)
                   where trace is not null
                   select new SpanLink(trace, Decoding.Id(link.SpanId) ?? ""),
            ],
        };
    }

    private static SpanEvent Read(SpanEventRecord happened, Decoding decoding) =>
        new(Decoding.Moment(happened.TimeUnixNano), Decoding.Once(happened.Name), decoding.Attributes(happened.Attributes));
}
