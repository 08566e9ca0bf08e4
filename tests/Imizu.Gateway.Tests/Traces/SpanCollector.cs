using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Imizu.Gateway.Tests.Traces.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Imizu.Gateway.Tests.Traces;

/// <summary>A span as a process sent it.</summary>
internal sealed record SentSpan(string Service, string TraceId, string SpanId, string ParentId, string Name, int Kind, IReadOnlyList<string> LinkedTraces, IReadOnlyDictionary<string, string> Attributes)
{
    public const int Internal = 1, Server = 2, Consumer = 5;
}

/// <summary>An OTLP receiver that collects the spans of processes.</summary>
internal sealed class SpanCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SentSpan> _spans = [];
    private readonly ConcurrentQueue<byte[]> _bytes = [];

    private SpanCollector()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", Take);
    }

    public IEnumerable<SentSpan> Spans => _spans;

    public static async Task<SpanCollector> Start()
    {
        var collector = new SpanCollector();
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>What makes a process send its spans here, and soon.</summary>
    public IReadOnlyDictionary<string, string> SettingsOf(string service) => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_SERVICE_NAME"] = service,
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
    };

    /// <summary>Whether something that was sent, of whatever kind, has this text in it.</summary>
    public bool Heard(string text) => _bytes.Any(sent => sent.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        _bytes.Enqueue(body.ToArray());
        if ((string?)http.Request.RouteValues["signal"] == "traces")
        {
            foreach (var span in Read(ExportTraceServiceRequest.Parser.ParseFrom(body.ToArray())))
            {
                _spans.Enqueue(span);
            }
        }
        http.Response.ContentType = "application/x-protobuf";
    }

    private static IEnumerable<SentSpan> Read(ExportTraceServiceRequest request) =>
        from resource in request.ResourceSpans
        let service = resource.Resource.Attributes.First(attribute => attribute.Key == "service.name").Value.StringValue
        from scope in resource.ScopeSpans
        from span in scope.Spans
        select new SentSpan(
            service, Id(span.TraceId), Id(span.SpanId), Id(span.ParentSpanId), span.Name, span.Kind, [.. span.Links.Select(link => Id(link.TraceId))],
            span.Attributes.ToDictionary(attribute => attribute.Key, attribute => attribute.Value.StringValue));

    private static string Id(Google.Protobuf.ByteString bytes) => Convert.ToHexStringLower(bytes.Span);
}
