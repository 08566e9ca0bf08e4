using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Imizu.ServiceDefaults.Tests;

/// <summary>An OTLP/HTTP receiver that keeps the posted payloads by path.</summary>
internal sealed class TelemetryReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string Key, string Body)> _posted = new();

    private TelemetryReceiver(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public IReadOnlyList<string> Paths => [.. _posted.Select(post => post.Path).Distinct().Order()];

    /// <summary>What the senders said in the header <c>x-key</c>.</summary>
    public IReadOnlyList<string> Keys => [.. _posted.Select(post => post.Key).Distinct().Order()];

    public static async Task<TelemetryReceiver> Start(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new TelemetryReceiver(builder.Build());
        receiver._app.MapPost("/{**path}", receiver.Keep);
        await receiver._app.StartAsync(cancellationToken);
        return receiver;
    }

    /// <summary>Whether a text, as a name or a value is one in the binary form, was posted there.</summary>
    public bool Has(string path, string text) => _posted.Any(post => post.Path == path && post.Body.Contains(text, StringComparison.Ordinal));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Keep(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _posted.Enqueue((context.Request.Path.Value!, context.Request.Headers["x-key"].ToString(), Encoding.Latin1.GetString(body.ToArray())));
    }
}
