using System.Diagnostics;
using System.Diagnostics.Metrics;
using Imizu.Dashboard.Resources;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Xunit;

namespace Imizu.Dashboard.Tests;

/// <summary>Who told something is known by name and instance, and nothing that is secret is kept of it.</summary>
public sealed partial class TellingTests
{
    private const int FlushMilliseconds = 10_000;

    private static readonly ResourceView[] Known =
    [
        new("consultation-1", "project", "healthy") { Telemetry = new("consultation", "one") },
        new("consultation-2", "project", "healthy") { Telemetry = new("consultation", "two") },
        new("outreach", "project", "healthy") { Telemetry = new("outreach") },
        new("messaging", "rabbitmq", "healthy"),
    ];

    [Theory]
    [InlineData("consultation", "one", "consultation-1")]
    [InlineData("consultation", "two", "consultation-2")]
    [InlineData("consultation", "a third, started by hand", "consultation")]
    [InlineData("outreach", "any", "outreach")]
    [InlineData("elsewhere", "one", "elsewhere")]
    public async Task What_a_replica_tells_is_that_replica_s(string service, string instance, string resource)
    {
        await using var dashboard = await LoneDashboard.StartAsync(Known);

        Tell(dashboard, service, instance, "told");

        Assert.Equal(resource, Assert.Single(dashboard.Store.Traces.Latest()).Root.Resource);
        Assert.Equal(resource, Assert.Single(dashboard.Store.Logs.Latest(new(Resource: resource), 10)).Resource);
        Assert.Equal(resource, Assert.Single(dashboard.Store.Metrics.Instruments()).Key.Resource);
    }

    [Fact]
    public async Task Two_replicas_figures_are_two_lines_and_not_one_that_jumps()
    {
        await using var dashboard = await LoneDashboard.StartAsync(Known);

        Tell(dashboard, "consultation", "one", "told");
        Tell(dashboard, "consultation", "two", "told");

        Assert.Equal(["consultation-1", "consultation-2"], dashboard.Store.Metrics.Instruments().Select(instrument => instrument.Key.Resource));
    }

    [Fact]
    public async Task Nothing_that_is_secret_is_kept()
    {
        const string Secret = "Kept/Secret+1";
        await using var dashboard = await LoneDashboard.StartAsync(Known, Secret);

        Tell(dashboard, "outreach", "any", $"password '{Secret}' or {Uri.EscapeDataString(Secret)}");

        var span = Assert.Single(dashboard.Store.Traces.Latest()).Root;
        var entry = Assert.Single(dashboard.Store.Logs.Latest(new(), 10));
        var label = Assert.Single(dashboard.Store.Metrics.Series(Assert.Single(dashboard.Store.Metrics.Instruments()).Key, DateTimeOffset.MinValue)).Label;
        string[] kept =
        [
            span.Name, span.StatusMessage, span.Attributes.Single(one => one.Name == "text").Value, span.Events.Single().Attributes.Single().Value,
            entry.Text, entry.Attributes.Single(one => one.Name == "Text").Value, label,
        ];
        Assert.All(kept, text => Assert.Contains("password '•••' or •••", text, StringComparison.Ordinal));
    }

    private static void Tell(LoneDashboard dashboard, string service, string instance, string text)
    {
        var resource = ResourceBuilder.CreateEmpty().AddService(service, serviceInstanceId: instance);
        var name = $"Tests.{Guid.NewGuid():N}";
        using var source = new ActivitySource(name);
        using var meter = new Meter(name);
        using var tracing = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(name).AddOtlpExporter(To).Build();
        using var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(name).AddOtlpExporter(To).Build();
        using (var logging = LoggerFactory.Create(builder => builder.AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.SetResourceBuilder(resource).AddOtlpExporter(To);
        })))
        {
            Told(logging.CreateLogger("Tests"), text);
        }

        using (var span = source.StartActivity(text)!)
        {
            span.SetTag("text", text).AddEvent(new("happened", tags: new() { ["text"] = text }));
            span.SetStatus(ActivityStatusCode.Error, text);
        }

        meter.CreateCounter<long>("told").Add(1, new KeyValuePair<string, object?>("text", text));
        Assert.True(tracing.ForceFlush(FlushMilliseconds) && metrics.ForceFlush(FlushMilliseconds));

        void To(OtlpExporterOptions exporter)
        {
            exporter.Endpoint = new Uri(dashboard.Grpc);
            exporter.Protocol = OtlpExportProtocol.Grpc;
            exporter.Headers = $"x-otlp-api-key={dashboard.Options.ApiKey}";
        }
    }

    [LoggerMessage(Microsoft.Extensions.Logging.LogLevel.Information, "{Text}")]
    private static partial void Told(ILogger log, string text);
}
