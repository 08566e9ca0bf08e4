using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Imizu.ServiceDefaults;

/// <summary>Where telemetry goes: to one receiver, to one for each signal, or, where nothing is said, nowhere.</summary>
internal static class Receiver
{
    /// <summary>Sends to what the standard variables name.</summary>
    /// <exception cref="InvalidOperationException">A variable says nothing that can be used; it is named, and what it says is not repeated.</exception>
    public static void SendWhereAsked(this OpenTelemetryBuilder telemetry, IConfiguration configuration)
    {
        var (traces, metrics, logs) = (Of(configuration, "TRACES_"), Of(configuration, "METRICS_"), Of(configuration, "LOGS_"));
        if (Of(configuration, "") is not null)
        {
            // Reads the other variables too, those of a single signal included.
            telemetry.UseOtlpExporter();
            return;
        }

        // Asked for one signal, the exporter for all would send the others to where a receiver usually listens.
        if (traces is not null)
        {
            telemetry.WithTracing(tracing => tracing.AddOtlpExporter(traces));
        }

        if (metrics is not null)
        {
            telemetry.WithMetrics(metering => metering.AddOtlpExporter(metrics));
        }

        if (logs is not null)
        {
            telemetry.WithLogging(logging => logging.AddOtlpExporter(logs));
        }
    }

    /// <summary>
    /// How to send to a signal's receiver; null where none is named. The exporter of one signal reads the variables that hold for all and not those of
    /// its signal, which come before them.
    /// </summary>
    private static Action<OtlpExporterOptions>? Of(IConfiguration configuration, string signal)
    {
        if (Said(configuration, $"{signal}ENDPOINT") is not { } address)
        {
            return null;
        }

        var (endpoint, protocol) = (Endpoint(Name($"{signal}ENDPOINT"), address), Protocol(Name($"{signal}PROTOCOL"), Said(configuration, $"{signal}PROTOCOL")));
        var headers = Said(configuration, $"{signal}HEADERS");
        return exporter =>
        {
            exporter.Endpoint = endpoint;
            exporter.Protocol = protocol ?? exporter.Protocol;
            exporter.Headers = headers ?? exporter.Headers;
        };
    }

    private static Uri Endpoint(string variable, string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var endpoint) && endpoint.Scheme is ("http" or "https") && endpoint.Host.Length > 0
            ? endpoint
            : throw new InvalidOperationException(
                $"{variable} is no address that begins with http:// or https:// and names a host, such as http://collector:4317.");

    private static OtlpExportProtocol? Protocol(string variable, string? name) => name switch
    {
        null => null,
        "grpc" => OtlpExportProtocol.Grpc,
        "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
        _ => throw new InvalidOperationException($"{variable} is no protocol that is spoken here: say grpc or http/protobuf."),
    };

    // A variable that is set and empty says nothing, by OpenTelemetry's own rule.
    private static string? Said(IConfiguration configuration, string name) =>
        configuration[Name(name)] is { } said && !string.IsNullOrWhiteSpace(said) ? said.Trim() : null;

    private static string Name(string name) => $"OTEL_EXPORTER_OTLP_{name}";
}
