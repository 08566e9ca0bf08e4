using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Imizu.Dashboard.Serving;

/// <summary>
/// Lets in whoever may come in: to the pages a browser that has been here with the token, to the receivers a service that
/// has the key. Each port has its own paths; no other Host than loopback is answered, whatever name a browser was led by.
/// </summary>
internal sealed class Gate(DashboardOptions options)
{
    private const string ApiKeyHeader = "x-otlp-api-key";
    // Styles in place are where a bar of a waterfall lies.
    private const string ContentPolicy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    private const string GrpcPaths = "/opentelemetry.proto.collector.";

    // A cookie is sent to every port of a host: its name keeps two dashboards apart. What it holds is good for this run alone: who has
    // come by it, in a browser's folder say, is shut out at the next start, and whoever has the address comes in again with one click.
    private readonly string _cookie = $"imizu-dashboard-{options.Port}";
    private readonly string _admission = RandomNumberGenerator.GetHexString(64, lowercase: true);

    public Task PassAsync(HttpContext http, RequestDelegate next)
    {
        if (!IsLoopback(http.Request.Host.Host))
        {
            return Refuse(http, StatusCodes.Status400BadRequest, "Only 127.0.0.1 and localhost are answered here.");
        }

        return http.Connection.LocalPort == options.Port ? PassToPages(http, next) : PassToReceivers(http, next);
    }

    private Task PassToPages(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (IsForReceivers(request.Path))
        {
            return Refuse(http, StatusCodes.Status404NotFound, "Telemetry is received on a port of its own.");
        }

        // Another port of this machine is the same site to a browser: SameSite alone would let its pages in.
        if (request.Headers.Origin is [{ } origin] && origin != $"{request.Scheme}://{request.Host}")
        {
            return Refuse(http, StatusCodes.Status403Forbidden, "Another site's pages have no business here.");
        }

        if (request.Path == "/login")
        {
            return LogIn(http);
        }

        return IsSame(request.Cookies[_cookie], _admission) || IsPlain(request.Path)
            ? next(http)
            : Refuse(
                http,
                StatusCodes.Status401Unauthorized,
                "This page is opened with the address that the stack prints when all is healthy, and which ./imizu status prints whenever it is asked: "
                + "http://127.0.0.1:<port>/login?t=<token>. It stays the same, but has to be opened again whenever the stack was started again.");
    }

    private Task PassToReceivers(HttpContext http, RequestDelegate next) =>
        !IsForReceivers(http.Request.Path) ? Refuse(http, StatusCodes.Status404NotFound, "Telemetry alone is received here.")
        : !IsSame(http.Request.Headers[ApiKeyHeader], options.ApiKey)
            ? Refuse(http, StatusCodes.Status401Unauthorized, $"{ApiKeyHeader} is missing or wrong.")
        : next(http);

    private Task LogIn(HttpContext http)
    {
        if (!IsSame(http.Request.Query["t"], options.Token))
        {
            return Refuse(
                http, StatusCodes.Status401Unauthorized, "This token is not the stack's. ./imizu status prints the address that is.");
        }

        var kept = new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true };
        http.Response.Cookies.Append(_cookie, _admission, kept);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Redirect("/");
        return Task.CompletedTask;
    }

    private static bool IsForReceivers(PathString path) =>
        path.StartsWithSegments("/v1") || path.Value!.StartsWith(GrpcPaths, StringComparison.Ordinal);

    // What a browser asks for by itself, and holds nothing of the stack.
    private static bool IsPlain(PathString path) => path == "/icon.svg";

    private static bool IsLoopback(string host) =>
        host is "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsSame(string? given, string wanted) =>
        wanted.Length > 0 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given ?? ""), Encoding.UTF8.GetBytes(wanted));

    private static Task Refuse(HttpContext http, int status, string why)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(why, http.RequestAborted);
    }
}
