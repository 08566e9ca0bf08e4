using Imizu.Dashboard.Protocol;
using Imizu.Dashboard.Telemetry;
using LogLevel = Imizu.Dashboard.Telemetry.LogLevel;

namespace Imizu.Dashboard.Receiving;

/// <summary>Reads log entries off the protocol.</summary>
internal static class LogEntries
{
    private const int SteppingOfLevels = 4;

    public static IEnumerable<LogEntry> In(ExportLogsServiceRequest request, Decoding decoding) =>
        from resource in request.ResourceLogs
        let name = decoding.ResourceName(resource.Resource)
        from scope in resource.ScopeLogs
        from entry in scope.LogRecords
        select new LogEntry(
            0,
            name,
            Decoding.Once(scope.Scope?.Name ?? ""),
            Decoding.Moment(entry.TimeUnixNano > 0 ? entry.TimeUnixNano : entry.ObservedTimeUnixNano),
            Level(entry.SeverityNumber),
            decoding.Text(entry.Body),
            Decoding.Id(entry.TraceId),
            Decoding.Id(entry.SpanId),
            decoding.Attributes(entry.Attributes));

    /// <summary>The level that a number belongs to; what says none is information.</summary>
    private static LogLevel Level(int number) => number is < (int)LogLevel.Trace or >= (int)LogLevel.Critical + SteppingOfLevels
        ? LogLevel.Information
        : (LogLevel)(number - ((number - 1) % SteppingOfLevels));
}
