using Imizu.Contracts;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace Imizu.Gateway.Following;

/// <summary>Rewrites a follower's request for a service: one path, allowed query parameters only, and no credentials.</summary>
/// <param name="path">Of the service.</param>
/// <param name="parameters">What is handed on; all else is dropped.</param>
internal sealed class SourceRequest(string path, params IReadOnlyList<string> parameters) : HttpTransformer
{
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        var query = new QueryBuilder(httpContext.Request.Query.Where(part => parameters.Contains(part.Key)));
        proxyRequest.RequestUri = RequestUtilities.MakeDestinationAddress(destinationPrefix, path, query.ToQueryString());
        // The Host header of the destination.
        proxyRequest.Headers.Host = null;
        foreach (var name in (string[])[HeaderNames.Authorization, HeaderNames.Cookie, ActorCode.Header])
        {
            proxyRequest.Headers.Remove(name);
        }
    }
}
