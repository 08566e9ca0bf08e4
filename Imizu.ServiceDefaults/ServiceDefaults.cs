using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Imizu.ServiceDefaults;

/// <summary>What every service has: telemetry, health, discovery, and clients that try again.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds them. Where telemetry goes is said by the standard <c>OTEL_*</c> variables; without them it goes nowhere.</summary>
    public static void AddServiceDefaults(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
            console.UseUtcTimestamp = true;
        });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Logging.AddFilter("Marten.Events.Daemon", LogLevel.Warning);
        // It would write whole statements with their data, and an append that was overtaken is no error: it is decided again.
        builder.Logging.AddFilter("Marten.IDocumentStore", LogLevel.None);
        // Whoever calls says what failed; each try with its stack trace says it again.
        builder.Logging.AddFilter("Polly", LogLevel.None);
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .WithExemplars(builder.Configuration)
                .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation()
                .AddMeter("Marten", "MassTransit", "Npgsql", "Imizu"))
            .WithTracing(tracing => tracing
                .SetSampler(new ParentBasedSampler(new AskedForSampler()))
                .AddAspNetCoreInstrumentation(http => http.Filter = context => !context.Request.Path.StartsWithSegments("/health"))
                .AddHttpClientInstrumentation()
                .AddSource("Marten", "MassTransit", "Npgsql", "Imizu"));
        telemetry.SendWhereAsked(builder.Configuration);

        builder.Services.AddHealthChecks();
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler();
            http.AddServiceDiscovery();
            // Services ask one another, and no proxy knows them.
            http.UseSocketsHttpHandler((handler, _) => handler.UseProxy = false);
        });
    }

    // A slow point of a chart leads to the trace that was slow: OpenTelemetry's own default, which its library for .NET has switched off.
    private static MeterProviderBuilder WithExemplars(this MeterProviderBuilder metrics, IConfiguration configuration) =>
        string.IsNullOrWhiteSpace(configuration["OTEL_METRICS_EXEMPLAR_FILTER"])
            ? metrics.SetExemplarFilter(ExemplarFilterType.TraceBased) : metrics;

    /// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work, its database included.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
    }
}
