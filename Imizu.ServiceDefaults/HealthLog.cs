using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Imizu.ServiceDefaults;

/// <summary>Looks at the health checks every few seconds, and logs what has changed: what is wrong with its reason, and what is well again.</summary>
internal sealed partial class HealthLog(ILogger<HealthLog> logger) : IHealthCheckPublisher
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, string> _said = [];

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        foreach (var (check, entry) in report.Entries)
        {
            if (entry.Status is HealthStatus.Healthy)
            {
                if (_said.Remove(check))
                {
                    LogHealthy(check);
                }
            }
            else if (_said.GetValueOrDefault(check) != (_said[check] = entry.Description ?? entry.Exception?.Message ?? ""))
            {
                LogUnwell(check, entry.Status, _said[check]);
            }
        }
        return Task.CompletedTask;
    }

    [LoggerMessage(EventId = 1901, Level = LogLevel.Warning, Message = "Health check {Check} is {Status}: {Reason}")]
    private partial void LogUnwell(string check, HealthStatus status, string reason);

    [LoggerMessage(EventId = 1902, Level = LogLevel.Information, Message = "Health check {Check} is healthy again")]
    private partial void LogHealthy(string check);
}
