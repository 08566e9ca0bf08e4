namespace Imizu.Dashboard.Telemetry;

/// <summary>How grave a log entry is; the protocol's numbers, of which each level has four.</summary>
public enum LogLevel
{
    /// <summary>Each step.</summary>
    Trace = 1,

    /// <summary>For whoever looks for a fault.</summary>
    Debug = 5,

    /// <summary>What goes on.</summary>
    Information = 9,

    /// <summary>Something is odd.</summary>
    Warning = 13,

    /// <summary>Something failed.</summary>
    Error = 17,

    /// <summary>The service can't go on.</summary>
    Critical = 21,
}

/// <summary>One entry of a service's log.</summary>
/// <param name="Number">The how many-th entry that came in.</param>
/// <param name="Resource">The service.</param>
/// <param name="Category">The part of the service.</param>
/// <param name="Time">When it was written.</param>
/// <param name="Level">How grave it is.</param>
/// <param name="Text">What it says.</param>
/// <param name="TraceId">The trace in which it was written.</param>
/// <param name="SpanId">The span in which it was written.</param>
/// <param name="Attributes">The values in it.</param>
public sealed record LogEntry(
    long Number, string Resource, string Category, DateTimeOffset Time, LogLevel Level, string Text, string? TraceId, string? SpanId,
    IReadOnlyList<Attribute> Attributes);
