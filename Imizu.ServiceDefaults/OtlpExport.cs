using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Imizu.ServiceDefaults;

/// <summary>Configures OTLP export from the standard <c>OTEL_EXPORTER_OTLP_*</c> variables; nothing is exported where none is set.</summary>
internal static class OtlpExport
{
    /// <summary>Adds an exporter for each signal that has an endpoint. Known secrets are masked before they leave the process.</summary>
    /// <exception cref="InvalidOperationException">A variable says nothing that can be used; it is named, and what it says is not repeated.</exception>
    public static void AddConfiguredOtlpExporters(this OpenTelemetryBuilder telemetry, IConfiguration configuration)
    {
        if (Of(configuration, "TRACES") is { } traces)
        {
            telemetry.WithTracing(tracing => tracing.AddOtlpExporter(traces));
        }

        if (Of(configuration, "METRICS") is { } metrics)
        {
            telemetry.WithMetrics(metering => metering.AddOtlpExporter(metrics));
        }

        if (Of(configuration, "LOGS") is { } logs)
        {
            telemetry.WithLogging(logging => logging.AddOtlpExporter(logs));
        }
    }

    /// <summary>
    /// The options of one signal's exporter; null where it has no endpoint. A signal's own variables take precedence over the general ones, which the
    /// exporter reads by itself.
    /// </summary>
    private static Action<OtlpExporterOptions>? Of(IConfiguration configuration, string signal)
    {
        var (own, general) = (EndpointIn(configuration, $"{signal}_ENDPOINT"), EndpointIn(configuration, "ENDPOINT"));
        var protocol = ProtocolIn(configuration, $"{signal}_PROTOCOL") ?? ProtocolIn(configuration, "PROTOCOL");
        var headers = Setting(configuration, $"{signal}_HEADERS");
        var secrets = SecretMasking.SecretsIn(configuration);
        return own is null && general is null ? null : exporter =>
        {
            if (own is not null)
            {
                // Not otherwise: to a general endpoint that is set here too, the exporter would add no path.
                exporter.Endpoint = own;
            }

            exporter.Protocol = protocol ?? exporter.Protocol;
            exporter.Headers = headers ?? exporter.Headers;
            exporter.HttpClientFactory = () => new HttpClient(new SecretMasking(secrets)) { Timeout = TimeSpan.FromMilliseconds(exporter.TimeoutMilliseconds) };
        };
    }

    private static Uri? EndpointIn(IConfiguration configuration, string name) => Setting(configuration, name) switch
    {
        null => null,
        var address when Uri.TryCreate(address, UriKind.Absolute, out var endpoint) && endpoint.Scheme is ("http" or "https") && endpoint.Host.Length > 0 => endpoint,
        _ => throw new InvalidOperationException(
            $"{Name(name)} is no address that begins with http:// or https:// and names a host, such as http://collector:4317."),
    };

    private static OtlpExportProtocol? ProtocolIn(IConfiguration configuration, string name) => Setting(configuration, name) switch
    {
        null => null,
        "grpc" => OtlpExportProtocol.Grpc,
        "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
        _ => throw new InvalidOperationException($"{Name(name)} is no supported protocol: specify grpc or http/protobuf."),
    };

    // An empty variable counts as unset, as OpenTelemetry's specification says.
    private static string? Setting(IConfiguration configuration, string name) =>
        configuration[Name(name)] is { } said && !string.IsNullOrWhiteSpace(said) ? said.Trim() : null;

    private static string Name(string name) => $"OTEL_EXPORTER_OTLP_{name}";
}
