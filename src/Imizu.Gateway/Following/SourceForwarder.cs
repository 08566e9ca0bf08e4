using System.Diagnostics;
using Imizu.EventStreams.Http;
using Microsoft.Extensions.ServiceDiscovery.Http;
using Yarp.ReverseProxy.Forwarder;

namespace Imizu.Gateway.Following;

/// <summary>Forwards requests to a service's feed and streams its response (YARP).</summary>
internal sealed class SourceForwarder : IDisposable
{
    private readonly IHttpForwarder _forwarder;
    private readonly HttpMessageInvoker _client;

    /// <summary>
    /// Resolves services by service discovery and sets no timeout: a service may hold a request for half a minute until an event comes.
    /// </summary>
    public SourceForwarder(IHttpForwarder forwarder, IServiceDiscoveryHttpMessageHandlerFactory discovery)
    {
        _forwarder = forwarder;
        _client = new HttpMessageInvoker(discovery.CreateHandler(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            ActivityHeadersPropagator = DistributedContextPropagator.Current,
        }));
    }

    /// <summary>Forwards a request to one of <see cref="Sources.Names"/>.</summary>
    public async Task<IResult> Forward(HttpContext http, string name, SourceRequest request)
    {
        if (!Sources.Names.Contains(name))
        {
            return Problems.Invalid("name", $"この出所はありません。{string.Join("、", Sources.Names)} のいずれかを指定してください。", StatusCodes.Status404NotFound);
        }
        var error = await _forwarder.SendAsync(http, $"http://{name}", _client, ForwarderRequestConfig.Empty, request);
        return error is ForwarderError.None || http.Response.HasStarted || http.RequestAborted.IsCancellationRequested ? Results.Empty : SourceUnavailable(name);
    }

    public void Dispose() => _client.Dispose();

    private static IResult SourceUnavailable(string name)
    {
        const string Because = "この出所のサービスが応答していません。しばらくしてから、同じ位置からもう一度読んでください。";
        return Results.Problem(new HttpValidationProblemDetails(new Dictionary<string, string[]> { [name] = [Because] })
        {
            Status = StatusCodes.Status503ServiceUnavailable,
            Type = "urn:imizu:problem:unavailable",
            Title = "一時的に応答できません。",
            Detail = Because,
        });
    }
}
