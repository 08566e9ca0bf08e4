namespace Imizu.Dashboard.Telemetry;

/// <summary>All spans of one trace that have come in so far, the earliest first.</summary>
public sealed class Trace
{
    /// <summary>A trace of these spans, of which there is at least one.</summary>
    public Trace(string id, IEnumerable<Span> spans)
    {
        Id = id;
        Spans = [.. spans.OrderBy(span => span.Start).ThenByDescending(span => span.Duration)];
        var known = Spans.Select(span => span.SpanId).ToHashSet();
        Root = Spans.FirstOrDefault(span => span.ParentId is null) ?? Spans.FirstOrDefault(span => !known.Contains(span.ParentId!)) ?? Spans[0];
    }

    /// <summary>The id that all of its spans have.</summary>
    public string Id { get; }

    /// <summary>The spans, the earliest first.</summary>
    public IReadOnlyList<Span> Spans { get; }

    /// <summary>The span that none of the others leads to: that which has no parent, or whose parent has not come in.</summary>
    public Span Root { get; }

    /// <summary>When the first span began.</summary>
    public DateTimeOffset Start => Spans[0].Start;

    /// <summary>From the first span's begin to the last one's end.</summary>
    public TimeSpan Duration => Spans.Max(span => span.End) - Start;

    /// <summary>How many spans failed.</summary>
    public int Errors => Spans.Count(span => span.IsError);

    /// <summary>The services that took part.</summary>
    public IEnumerable<string> Resources => Spans.Select(span => span.Resource).Distinct();

    /// <summary>
    /// Whether somebody from outside asked for something, or a message was sent; a service that looks by itself into its database,
    /// or again and again into another's feed, is neither.
    /// </summary>
    public bool IsAsked => Root.Kind is SpanKind.Server || Spans.Any(span => span.Kind is SpanKind.Consumer or SpanKind.Producer);

    /// <summary>Whether one of its spans says this, in its name or in an attribute.</summary>
    public bool Says(string text) => Id == TraceId.Of(text) || Spans.Any(span =>
        span.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
        || span.Attributes.Any(attribute => attribute.Value.Contains(text, StringComparison.OrdinalIgnoreCase)));
}
