using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Imizu.ServiceDefaults;

/// <summary>Where telemetry goes: to one receiver, to one for each signal, or, where nothing is said, nowhere.</summary>
internal static class Receiver
{
    /// <summary>Sends to what the standard variables name.</summary>
    public static void SendWhereAsked(this OpenTelemetryBuilder telemetry, IConfiguration configuration)
    {
        if (Named(configuration, "") is not null)
        {
            // Reads the other variables too, those of a single signal included.
            telemetry.UseOtlpExporter();
            return;
        }

        // Asked for one signal, the exporter for all would send the others to where a receiver usually listens.
        if (Named(configuration, "TRACES_") is { } traces)
        {
            telemetry.WithTracing(tracing => tracing.AddOtlpExporter(exporter => exporter.Endpoint = traces));
        }

        if (Named(configuration, "METRICS_") is { } metrics)
        {
            telemetry.WithMetrics(metering => metering.AddOtlpExporter(exporter => exporter.Endpoint = metrics));
        }

        if (Named(configuration, "LOGS_") is { } logs)
        {
            telemetry.WithLogging(logging => logging.AddOtlpExporter(exporter => exporter.Endpoint = logs));
        }
    }

    // A variable that is set and empty says nothing, by OpenTelemetry's own rule.
    private static Uri? Named(IConfiguration configuration, string signal) =>
        configuration[$"OTEL_EXPORTER_OTLP_{signal}ENDPOINT"] is { } address && !string.IsNullOrWhiteSpace(address) ? new Uri(address) : null;
}
