using System.Diagnostics;
using Imizu.Contracts;
using Imizu.EventStreams.Http;
using Imizu.ServiceDefaults.Access;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.ServiceDiscovery.Http;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace Imizu.Gateway.Following;

/// <summary>Forwards requests to a service's feed and streams its response (YARP).</summary>
internal sealed class SourceForwarder : IDisposable
{
    /// <summary>The services whose events can be followed, by their names in the stack: each the last part of its CloudEvents source.</summary>
    public static readonly IReadOnlyList<string> Names = ["consultation", "outreach", "participation", "community-building", "projection"];

    private readonly IHttpForwarder _forwarder;
    private readonly HttpMessageInvoker _client;

    /// <summary>
    /// Resolves services by service discovery and sets no timeout: a service may hold a request for half a minute until an event comes.
    /// </summary>
    public SourceForwarder(IHttpForwarder forwarder, IServiceDiscoveryHttpMessageHandlerFactory discovery, MachineTokens tokens)
    {
        _forwarder = forwarder;
        var authorized = tokens.Handler();
        authorized.InnerHandler = discovery.CreateHandler(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            ActivityHeadersPropagator = DistributedContextPropagator.Current,
        });
        _client = new HttpMessageInvoker(authorized);
    }

    /// <summary>Forwards a request to a path of one of <see cref="Names"/>, with those of its query's parameters, and with a token of the gateway instead of the caller's.</summary>
    public async Task<IResult> Forward(HttpContext http, string name, string path, params string[] parameters)
    {
        if (!Names.Contains(name))
        {
            return Problems.Invalid("name", $"この出所はありません。{string.Join("、", Names)} のいずれかを指定してください。", StatusCodes.Status404NotFound);
        }
        var error = await _forwarder.SendAsync(http, $"http://{name}", _client, ForwarderRequestConfig.Empty, (context, request) =>
        {
            var query = new QueryBuilder(context.Request.Query.Where(part => parameters.Contains(part.Key)));
            request.RequestUri = RequestUtilities.MakeDestinationAddress($"http://{name}", path, query.ToQueryString());
            // The Host header of the destination.
            request.Headers.Host = null;
            foreach (var header in (string[])[HeaderNames.Authorization, HeaderNames.Cookie, ActorCode.OnBehalfOf])
            {
                request.Headers.Remove(header);
            }
            return default;
        });
        return error is ForwarderError.None || http.Response.HasStarted || http.RequestAborted.IsCancellationRequested
            ? Results.Empty
            : Problems.Unavailable(name, "この出所のサービスが応答していません。しばらくしてから、同じ位置からもう一度読んでください。");
    }

    public void Dispose() => _client.Dispose();
}
