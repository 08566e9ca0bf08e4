namespace Imizu.Dashboard.Telemetry;

/// <summary>One step of a trace, as a service told it.</summary>
internal sealed record Span(string TraceId, string SpanId, string? ParentId, string Resource, string Name, DateTimeOffset Start, TimeSpan Duration)
{
    public SpanKind Kind { get; init; }

    public string Scope { get; init; } = "";

    public bool IsError { get; init; }

    public string StatusMessage { get; init; } = "";

    public IReadOnlyList<Attribute> Attributes { get; init; } = [];

    public IReadOnlyList<SpanEvent> Events { get; init; } = [];

    public IReadOnlyList<SpanLink> Links { get; init; } = [];

    public DateTimeOffset End => Start + Duration;
}

/// <summary>Which side of a call a span is, by the protocol's numbers.</summary>
internal enum SpanKind
{
    Unspecified,
    Internal,
    Server,
    Client,
    Producer,
    Consumer,
}

/// <summary>A name and a value that a service has attached to what it tells.</summary>
internal readonly record struct Attribute(string Name, string Value);

/// <summary>Something that happened within a span.</summary>
internal sealed record SpanEvent(DateTimeOffset Time, string Name, IReadOnlyList<Attribute> Attributes);

/// <summary>Another span that led to this one, mostly in another trace.</summary>
internal readonly record struct SpanLink(string TraceId, string SpanId);
