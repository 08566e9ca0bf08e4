using Imizu.ServiceDefaults.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Imizu.ServiceDefaults;

/// <summary>The defaults of every service: telemetry, health checks, service discovery and resilient HTTP clients.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds the defaults. Telemetry is exported as the standard <c>OTEL_*</c> variables say; without them it is not exported.</summary>
    public static void AddServiceDefaults(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd HH:mm:ss.fffzzz ";
        });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Logging.AddFilter("Marten.Events.Daemon", LogLevel.Warning);
        // Marten logs whole statements with their data, and a concurrency conflict is not an error: the command is decided again.
        builder.Logging.AddFilter("Marten.IDocumentStore", LogLevel.None);
        // Callers log failures; Polly would log each attempt with its stack trace as well.
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
                .SetSampler(new ParentBasedSampler(new IdlePollingSampler()))
                .AddAspNetCoreInstrumentation(http => http.Filter = context => !context.Request.Path.StartsWithSegments("/health"))
                .AddHttpClientInstrumentation()
                .AddSource("Marten", "MassTransit", "Npgsql", "Imizu"));
        telemetry.AddConfiguredOtlpExporters(builder.Configuration);

        builder.Services.AddTransient<IStartupFilter, RetryAfter>();
        builder.AddNamedProxies();
        builder.Services.AddHealthChecks();
        builder.Services.AddSingleton<IHealthCheckPublisher, HealthLog>();
        builder.Services.Configure<HealthCheckPublisherOptions>(checks => (checks.Delay, checks.Period) = (HealthLog.Period, HealthLog.Period));
        builder.Services.AddServiceDiscovery();
        var client = builder.Configuration.GetSection("Authentication:Client").Get<ClientAccount>();
        if (client is { Secret.Length: > 0 })
        {
            builder.Services.AddSingleton(_ => new MachineTokens(AccessSettings.Of(builder.Configuration), TimeProvider.System));
        }

        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            // One service that is away keeps nobody from asking another.
            http.AddStandardResilienceHandler().SelectPipelineByAuthority();
            if (client is { Secret.Length: > 0 })
            {
                // Before service discovery, which replaces the service's name by its address.
                http.AddHttpMessageHandler(services => services.GetRequiredService<MachineTokens>().Handler());
            }

            http.AddServiceDiscovery();
            // Requests between services bypass any proxy of the environment.
            http.UseSocketsHttpHandler((handler, _) => handler.UseProxy = false);
        });
    }

    // Exemplars link a metric to a trace; OpenTelemetry's default is on, the .NET library's off.
    private static MeterProviderBuilder WithExemplars(this MeterProviderBuilder metrics, IConfiguration configuration) =>
        string.IsNullOrWhiteSpace(configuration["OTEL_METRICS_EXEMPLAR_FILTER"])
            ? metrics.SetExemplarFilter(ExemplarFilterType.TraceBased) : metrics;

    /// <summary>
    /// Maps <c>/health/live</c> (the process responds) and <c>/health/ready</c> (its dependencies, such as the database, are available): 200 with
    /// <c>{"status": "Healthy" or "Degraded", "reasons": {check: reason}}</c>, 503 where it is unhealthy.
    /// </summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            ResponseWriter = (context, report) => context.Response.WriteAsJsonAsync(new { Status = $"{report.Status}", Reasons = Reasons(report) }),
        }).AllowAnonymous();
    }

    // What an exception says is the log's; MassTransit's own words are about its endpoints.
    private static Dictionary<string, string> Reasons(HealthReport report) => report.Entries.Where(check => check.Value.Status is not HealthStatus.Healthy)
        .ToDictionary(check => check.Key, check => check.Value is { Description: { } reason } && reason != check.Value.Exception?.Message ? reason : "It is not available; the log says more.");
}
