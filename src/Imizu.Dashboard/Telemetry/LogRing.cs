namespace Imizu.Dashboard.Telemetry;

/// <summary>What of the log is wanted; what is not said is not asked.</summary>
internal sealed record LogFilter(
    string? Resource = null, LogLevel Level = LogLevel.Trace, string? Text = null, string? TraceId = null, string? SpanId = null)
{
    public bool Fits(LogEntry entry) =>
        entry.Level >= Level
        && (Resource is null || entry.Resource == Resource)
        && (TraceId is null || entry.TraceId == TraceId)
        && (SpanId is null || entry.SpanId == SpanId)
        && (Text is null
            || entry.Text.Contains(Text, StringComparison.OrdinalIgnoreCase)
            || entry.Category.Contains(Text, StringComparison.OrdinalIgnoreCase)
            || entry.Attributes.Any(attribute => attribute.Value.Contains(Text, StringComparison.OrdinalIgnoreCase)));
}

/// <summary>The latest log entries of all services; the oldest is dropped where there are too many.</summary>
internal sealed class LogRing(int maximum)
{
    private readonly Lock _gate = new();
    private readonly Queue<LogEntry> _entries = [];
    private long _number;

    public void Add(IEnumerable<LogEntry> entries)
    {
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                _entries.Enqueue(entry with { Number = ++_number });
                if (_entries.Count > maximum)
                {
                    _entries.Dequeue();
                }
            }
        }
    }

    /// <summary>The latest entries that fit, the latest first.</summary>
    public IReadOnlyList<LogEntry> Latest(LogFilter filter, int count)
    {
        lock (_gate)
        {
            return [.. _entries.Reverse().Where(filter.Fits).Take(count)];
        }
    }
}
