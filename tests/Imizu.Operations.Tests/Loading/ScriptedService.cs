using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Imizu.Operations.Tests.Loading;

/// <summary>Services that answer as a test says, and remember what they were asked.</summary>
internal sealed class ScriptedService(Func<HttpRequestMessage, int, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, int> _attempts = new();

    public ConcurrentQueue<(string Path, string Key)> Asked { get; } = [];

    public static IReadOnlyDictionary<string, Uri> Addresses { get; } =
        Imizu.Operations.Loading.Services.Reporting.ToDictionary(service => service, service => new Uri($"http://{service}"));

    public static HttpResponseMessage Recorded(Guid entry) => Json(HttpStatusCode.Created, $$"""{"stream":"x","version":1,"entries":[{"id":"{{entry}}","type":"t"}]}""");

    public static HttpResponseMessage Json(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        var url = request.RequestUri!.AbsoluteUri;
        var response = answer(request, _attempts.AddOrUpdate(url, 1, (_, before) => before + 1));
        if (request.Headers.TryGetValues("Idempotency-Key", out var key))
        {
            Asked.Enqueue((request.RequestUri.AbsolutePath, key.Single()));
        }
        return response;
    }
}
