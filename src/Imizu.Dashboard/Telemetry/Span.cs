namespace Imizu.Dashboard.Telemetry;

/// <summary>One step of a trace, as a service told it.</summary>
/// <param name="TraceId">The trace that it is part of.</param>
/// <param name="SpanId">Its own id.</param>
/// <param name="ParentId">The span that it was begun in; null for the first.</param>
/// <param name="Resource">The service that told it.</param>
/// <param name="Name">What was done.</param>
/// <param name="Start">When it began.</param>
/// <param name="Duration">How long it took.</param>
public sealed record Span(string TraceId, string SpanId, string? ParentId, string Resource, string Name, DateTimeOffset Start, TimeSpan Duration)
{
    /// <summary>Which side of a call it is.</summary>
    public SpanKind Kind { get; init; }

    /// <summary>The library that told it.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Whether it failed.</summary>
    public bool IsError { get; init; }

    /// <summary>Why it failed, if somebody said so.</summary>
    public string StatusMessage { get; init; } = "";

    /// <summary>What else is said about it.</summary>
    public IReadOnlyList<Attribute> Attributes { get; init; } = [];

    /// <summary>What happened in it.</summary>
    public IReadOnlyList<SpanEvent> Events { get; init; } = [];

    /// <summary>What led to it, besides its parent.</summary>
    public IReadOnlyList<SpanLink> Links { get; init; } = [];

    /// <summary>What tells it from others of its name: the statement sent, the address asked. Empty where nothing does.</summary>
    public string Hint => Attributes.FirstOrDefault(attribute => attribute.Name is "db.statement" or "db.query.text" or "url.full").Value ?? "";

    /// <summary>The status with which a request was refused, which to its service is no error; empty where it was not.</summary>
    public string Refusal => Attributes.FirstOrDefault(attribute => attribute.Name is "http.response.status_code").Value is ['4', ..] status
        ? $"refused: {status}"
        : "";

    /// <summary>When it ended.</summary>
    public DateTimeOffset End => Start + Duration;
}

/// <summary>Which side of a call a span is, by the protocol's numbers.</summary>
public enum SpanKind
{
    /// <summary>Not said.</summary>
    Unspecified,

    /// <summary>Within a service.</summary>
    Internal,

    /// <summary>Answers a request.</summary>
    Server,

    /// <summary>Sends a request and waits.</summary>
    Client,

    /// <summary>Sends a message.</summary>
    Producer,

    /// <summary>Takes in a message.</summary>
    Consumer,
}

/// <summary>A name and a value that a service has attached to what it tells.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value, as text.</param>
public readonly record struct Attribute(string Name, string Value);

/// <summary>Something that happened within a span.</summary>
/// <param name="Time">When.</param>
/// <param name="Name">What.</param>
/// <param name="Attributes">What else is said about it.</param>
public sealed record SpanEvent(DateTimeOffset Time, string Name, IReadOnlyList<Attribute> Attributes);

/// <summary>Another span that led to this one, mostly in another trace.</summary>
/// <param name="TraceId">That span's trace.</param>
/// <param name="SpanId">That span.</param>
public readonly record struct SpanLink(string TraceId, string SpanId);
