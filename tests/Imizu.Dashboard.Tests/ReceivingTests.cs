using System.Diagnostics;
using System.Diagnostics.Metrics;
using Imizu.Dashboard.Telemetry;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Xunit;
using SpanKind = Imizu.Dashboard.Telemetry.SpanKind;

namespace Imizu.Dashboard.Tests;

/// <summary>What the SDK that services use sends, by both protocols, comes in as it was told.</summary>
public sealed partial class ReceivingTests
{
    private const int FlushMilliseconds = 10_000;
    private static readonly ResourceBuilder Consultation = ResourceBuilder.CreateEmpty().AddService("consultation");

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public async Task A_span_comes_in_with_its_attributes_events_links_and_status(OtlpExportProtocol protocol)
    {
        await using var dashboard = await LoneDashboard.StartAsync();
        using var source = new ActivitySource($"Tests.{Guid.NewGuid():N}");
        using var tracing = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Consultation).AddSource(source.Name)
            .AddOtlpExporter(exporter => To(exporter, dashboard, protocol, "v1/traces")).Build();
        var earlier = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        string trace;
        using (var outer = source.StartActivity("POST /contacts", ActivityKind.Server, parentContext: default, links: [new(earlier)])!)
        {
            trace = outer.TraceId.ToHexString();
            using var inner = source.StartActivity("insert", ActivityKind.Client)!;
            inner.SetTag("rows", 3).SetTag("durable", true).SetTag("word", "相談");
            inner.AddEvent(new("first row", tags: new() { ["after"] = 1.5 }));
            inner.SetStatus(ActivityStatusCode.Error, "refused");
        }

        Assert.True(tracing.ForceFlush(FlushMilliseconds));

        var found = dashboard.Store.Traces.Find(trace)!;
        Assert.Equal(["POST /contacts", "insert"], found.Spans.Select(span => span.Name));
        Assert.Equal(("consultation", SpanKind.Server, source.Name), (found.Root.Resource, found.Root.Kind, found.Root.Scope));
        Assert.Equal([new SpanLink(earlier.TraceId.ToHexString(), earlier.SpanId.ToHexString())], found.Root.Links);
        var child = found.Spans[1];
        Assert.Equal(found.Root.SpanId, child.ParentId);
        Assert.Equal((true, "refused"), (child.IsError, child.StatusMessage));
        Assert.Subset(
            child.Attributes.ToHashSet(), new HashSet<Telemetry.Attribute> { new("rows", "3"), new("durable", "true"), new("word", "相談") });
        Assert.Equal([new Telemetry.Attribute("after", "1.5")], Assert.Single(child.Events).Attributes);
        Assert.InRange(found.Root.Duration, child.Duration, TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public async Task A_log_entry_comes_in_with_its_level_values_and_span(OtlpExportProtocol protocol)
    {
        await using var dashboard = await LoneDashboard.StartAsync();
        using var activity = new Activity("recording").SetIdFormat(ActivityIdFormat.W3C).Start();
        using (var logging = LoggerFactory.Create(builder => builder.AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.SetResourceBuilder(Consultation).AddOtlpExporter(exporter => To(exporter, dashboard, protocol, "v1/logs"));
        })))
        {
            Refused(logging.CreateLogger("Cases"), 3);
        }

        var entry = Assert.Single(dashboard.Store.Logs.Latest(new(), 10));
        Assert.Equal(("consultation", "Cases", Telemetry.LogLevel.Warning, "3 entries were refused"), (entry.Resource, entry.Category, entry.Level, entry.Text));
        Assert.Equal((activity.TraceId.ToHexString(), activity.SpanId.ToHexString()), (entry.TraceId, entry.SpanId));
        Assert.Contains(new("Count", "3"), entry.Attributes);
    }

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public async Task Counters_gauges_and_histograms_come_in_as_such(OtlpExportProtocol protocol)
    {
        await using var dashboard = await LoneDashboard.StartAsync();
        using var meter = new Meter($"Tests.{Guid.NewGuid():N}");
        using var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Consultation).AddMeter(meter.Name)
            .AddOtlpExporter(exporter => To(exporter, dashboard, protocol, "v1/metrics")).Build();
        meter.CreateCounter<long>("contacts", unit: "{contact}").Add(7, new KeyValuePair<string, object?>("method", "telephone"));
        meter.CreateObservableGauge("queue", () => 2.5);
        var durations = meter.CreateHistogram("duration", unit: "ms", advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [10, 100] });
        durations.Record(5);
        durations.Record(50);
        durations.Record(60);

        Assert.True(metrics.ForceFlush(FlushMilliseconds));

        Assert.Equal(
            [("contacts", InstrumentKind.Counter), ("duration", InstrumentKind.Histogram), ("queue", InstrumentKind.Gauge)],
            dashboard.Store.Metrics.Instruments().Select(instrument => (instrument.Key.Name, instrument.Kind)));
        Assert.Equal(("method=telephone", 7.0), (Only("contacts").Label, Only("contacts").Points[0].Value));
        Assert.Equal(2.5, Only("queue").Points[0].Value);
        var point = Only("duration").Points[0];
        Assert.Equal((3.0, "1 2 0", "10 100"), (point.Value, string.Join(' ', point.Counts), string.Join(' ', point.Bounds)));

        MetricSeries Only(string name) => Assert.Single(dashboard.Store.Metrics.Series(new("consultation", meter.Name, name), DateTimeOffset.MinValue));
    }

    [LoggerMessage(Microsoft.Extensions.Logging.LogLevel.Warning, "{Count} entries were refused")]
    private static partial void Refused(ILogger log, int count);

    private static void To(OtlpExporterOptions exporter, LoneDashboard dashboard, OtlpExportProtocol protocol, string path)
    {
        exporter.Protocol = protocol;
        exporter.Endpoint = protocol is OtlpExportProtocol.Grpc ? new Uri(dashboard.Grpc) : new Uri($"{dashboard.Http}/{path}");
        exporter.Headers = $"x-otlp-api-key={dashboard.Options.ApiKey}";
    }
}
