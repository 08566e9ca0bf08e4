using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Imizu.ServiceDefaults.Tests;

/// <summary>Export of telemetry. In one class, so that one service exports at a time: sources and meters are process-wide.</summary>
public sealed class TelemetryTests
{
    private const string Traces = "/v1/traces";
    private const string Metrics = "/v1/metrics";
    private const string Logs = "/v1/logs";

    [Fact]
    public async Task One_endpoint_receives_all_signals()
    {
        await using var receiver = await Receiver();

        await Tell(("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address));

        Assert.True(receiver.Has(Traces, "a span"));
        Assert.True(receiver.Has(Metrics, "imizu.some"));
        Assert.True(receiver.Has(Logs, "a log"));
    }

    [Theory]
    [InlineData("TRACES", Traces)]
    [InlineData("METRICS", Metrics)]
    [InlineData("LOGS", Logs)]
    public async Task An_endpoint_of_one_signal_receives_that_signal_only(string signal, string path)
    {
        await using var receiver = await Receiver();

        await Tell(($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT", receiver.Address + path));

        Assert.Equal([path], receiver.Paths);
    }

    [Theory]
    [InlineData("TRACES", Traces)]
    [InlineData("METRICS", Metrics)]
    [InlineData("LOGS", Logs)]
    public async Task A_signals_own_variables_take_precedence_over_the_general_ones(string signal, string path)
    {
        await using var receiver = await Receiver();

        await Tell(
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), ("OTEL_EXPORTER_OTLP_HEADERS", "x-key=of-all"), ($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT", receiver.Address + path),
            ($"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL", "http/protobuf"), ($"OTEL_EXPORTER_OTLP_{signal}_HEADERS", "x-key=its-own"));

        Assert.Equal([path], receiver.Paths);
        Assert.Equal(["its-own"], receiver.Keys);
    }

    [Fact]
    public async Task The_general_variables_apply_to_a_signals_endpoint()
    {
        await using var receiver = await Receiver();

        await Tell(("OTEL_EXPORTER_OTLP_HEADERS", "x-key=of-all"), ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", receiver.Address + Traces));

        Assert.Equal(["of-all"], receiver.Keys);
    }

    [Theory]
    [InlineData("ENDPOINT", "localhost", "http:// or https://")]
    [InlineData("ENDPOINT", "user:secret@localhost:4317", "http:// or https://")]
    [InlineData("TRACES_ENDPOINT", "localhost:4317", "http:// or https://")]
    [InlineData("LOGS_ENDPOINT", "http://", "names a host")]
    [InlineData("METRICS_PROTOCOL", "http/json", "grpc or http/protobuf")]
    public async Task An_invalid_variable_is_reported_by_name_without_its_value(string variable, string said, string wanted)
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Tell(("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://127.0.0.1:1"), ($"OTEL_EXPORTER_OTLP_{variable}", said)));

        Assert.StartsWith($"OTEL_EXPORTER_OTLP_{variable} is no ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(wanted, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_endpoint_counts_as_unset()
    {
        await using var receiver = await Receiver();

        await Tell(("OTEL_EXPORTER_OTLP_ENDPOINT", ""), ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", receiver.Address + Traces));

        Assert.Equal([Traces], receiver.Paths);
    }

    [Fact]
    public async Task Polling_creates_no_trace()
    {
        await using var receiver = await Receiver();

        await Tell(("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address));

        Assert.False(receiver.Has(Traces, "marten.daemon.highwatermark"));
        Assert.False(receiver.Has(Traces, "asked in a round"));
        Assert.True(receiver.Has(Traces, "marten.announcer.all.page.execution"));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("always_off", false)]
    public async Task Metrics_have_exemplars_unless_switched_off(string filter, bool isNamed)
    {
        await using var receiver = await Receiver();

        var trace = await Tell(("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address), ("OTEL_METRICS_EXEMPLAR_FILTER", filter));

        Assert.Equal(isNamed, receiver.Has(Metrics, Encoding.Latin1.GetString(Convert.FromHexString(trace.ToHexString()))));
    }

    [Theory]
    [InlineData("Host=h;Username=u;Password=not-to-be-seen")]
    [InlineData("amqp://u:not-to-be-seen@h:5672")]
    public async Task A_password_of_a_connection_string_leaves_the_process_in_no_signal(string connection)
    {
        await using var receiver = await Receiver();

        await Tell(("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address), ("ConnectionStrings:any", connection));

        foreach (var path in (string[])[Traces, Metrics, Logs])
        {
            Assert.True(receiver.Has(path, "**************"), path);
            Assert.False(receiver.Has(path, "not-to-be-seen"), path);
        }
    }

    private static Task<TelemetryReceiver> Receiver() => TelemetryReceiver.Start(TestContext.Current.CancellationToken);

    // A service is started, tells one thing of each kind, and is stopped, which sends what was not sent yet.
    private static async Task<ActivityTraceId> Tell(params (string Name, string Value)[] variables)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(
            variables.Prepend((Name: "OTEL_EXPORTER_OTLP_PROTOCOL", Value: "http/protobuf"))
                .GroupBy(variable => variable.Name).ToDictionary(said => said.Key, said => (string?)said.Last().Value));
        builder.AddServiceDefaults();
        await using var service = builder.Build();
        await service.StartAsync(TestContext.Current.CancellationToken);

        var trace = Recorded(service);
        await service.StopAsync(TestContext.Current.CancellationToken);
        return trace;
    }

    private static ActivityTraceId Recorded(WebApplication service)
    {
        using var own = new ActivitySource("Imizu");
        using var marten = new ActivitySource("Marten");
        using var npgsql = new ActivitySource("Npgsql");
        using (marten.StartActivity("marten.daemon.highwatermark"))
        using (npgsql.StartActivity("asked in a round", ActivityKind.Client))
        {
        }

        using (marten.StartActivity("marten.announcer.all.page.execution"))
        {
        }

        using var span = own.StartActivity("a span")!;
        span.AddException(new InvalidOperationException("refused for not-to-be-seen"));
        var meter = service.Services.GetRequiredService<IMeterFactory>().Create("Imizu");
        meter.CreateHistogram<double>("imizu.some").Record(1, new KeyValuePair<string, object?>("reason", "not-to-be-seen"));
        service.Logger.Log(LogLevel.Warning, default, "a log", new InvalidOperationException("refused for not-to-be-seen"), (text, _) => text);
        return span.TraceId;
    }
}
