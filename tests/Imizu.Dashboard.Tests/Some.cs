using Imizu.Dashboard.Telemetry;

namespace Imizu.Dashboard.Tests;

/// <summary>Spans and log entries of which a test says only what it is about.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 4, 1, 12, 0, 0, TimeSpan.Zero);

    public static Span Span(string trace, string span, string? parent = null, int startsAfter = 0, int takes = 10, string resource = "consultation") =>
        new(trace, span, parent, resource, span, Noon.AddMilliseconds(startsAfter), TimeSpan.FromMilliseconds(takes));

    public static LogEntry Entry(string text, LogLevel level = LogLevel.Information, string? trace = null, string resource = "consultation") =>
        new(0, resource, "Some.Category", Noon, level, text, trace, null, []);
}
