using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Imizu.ServiceDefaults.Access;

/// <summary>What browsers are told with every answer.</summary>
public static class SecurityHeaders
{
    /// <summary>Of what is no page: nothing is loaded, run, framed or sent.</summary>
    public const string NoPage = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Adds the headers, also to answers that take another's place. What is answered is stored nowhere unless it says so.</summary>
    /// <param name="app">The service.</param>
    /// <param name="policyOf">The content security policy of an answer.</param>
    public static void UseSecurityHeaders(this WebApplication app, Func<HttpContext, string> policyOf)
    {
        app.Use((http, next) =>
        {
            http.Response.OnStarting(() =>
            {
                var headers = http.Response.Headers;
                headers.TryAdd("Content-Security-Policy", policyOf(http));
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                headers["Referrer-Policy"] = "no-referrer";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
                // But for what says itself how long it stays, such as a style.
                headers.CacheControl = headers.CacheControl is { Count: > 0 } own ? own : "no-store";
                return Task.CompletedTask;
            });
            return next(http);
        });
        // Of what comes by https, and is no name of this machine.
        app.UseHsts();
    }
}
