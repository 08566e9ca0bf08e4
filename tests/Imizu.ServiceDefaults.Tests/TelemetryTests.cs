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

/// <summary>What a service tells, and to whom. In one class, so that one service tells at a time: sources and meters are the process's.</summary>
public sealed class TelemetryTests
{
    private const string Traces = "/v1/traces";
    private const string Metrics = "/v1/metrics";
    private const string Logs = "/v1/logs";

    [Fact]
    public async Task One_address_takes_all_that_a_service_tells()
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
    public async Task An_address_for_one_signal_takes_that_signal_alone(string signal, string path)
    {
        await using var receiver = await Receiver();

        await Tell(($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT", receiver.Address + path));

        Assert.Equal([path], receiver.Paths);
    }

    [Theory]
    [InlineData("TRACES", Traces)]
    [InlineData("METRICS", Metrics)]
    [InlineData("LOGS", Logs)]
    public async Task What_is_said_of_one_signals_receiver_comes_before_what_is_said_of_all(string signal, string path)
    {
        await using var receiver = await Receiver();

        await Tell(
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), ("OTEL_EXPORTER_OTLP_HEADERS", "x-key=of-all"), ($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT", receiver.Address + path),
            ($"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL", "http/protobuf"), ($"OTEL_EXPORTER_OTLP_{signal}_HEADERS", "x-key=its-own"));

        Assert.Equal([path], receiver.Paths);
        Assert.Equal(["its-own"], receiver.Keys);
    }

    [Fact]
    public async Task What_is_said_of_all_holds_for_one_signals_receiver()
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
    public async Task What_cannot_be_used_is_told_by_the_variables_name_and_not_repeated(string variable, string said, string wanted)
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Tell(("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://127.0.0.1:1"), ($"OTEL_EXPORTER_OTLP_{variable}", said)));

        Assert.StartsWith($"OTEL_EXPORTER_OTLP_{variable} is no ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(wanted, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_empty_is_none()
    {
        await using var receiver = await Receiver();

        await Tell(("OTEL_EXPORTER_OTLP_ENDPOINT", ""), ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", receiver.Address + Traces));

        Assert.Equal([Traces], receiver.Paths);
    }

    [Fact]
    public async Task What_a_service_asks_by_itself_every_second_is_no_trace()
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
    public async Task A_measured_value_names_its_trace_unless_that_is_switched_off(string filter, bool isNamed)
    {
        await using var receiver = await Receiver();

        var trace = await Tell(("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address), ("OTEL_METRICS_EXEMPLAR_FILTER", filter));

        Assert.Equal(isNamed, receiver.Has(Metrics, Encoding.Latin1.GetString(Convert.FromHexString(trace.ToHexString()))));
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
        var meter = service.Services.GetRequiredService<IMeterFactory>().Create("Imizu");
        meter.CreateHistogram<double>("imizu.some").Record(1);
        service.Logger.Log(LogLevel.Warning, default, "a log", null, (text, _) => text);
        return span.TraceId;
    }
}
