using Imizu.ServiceDefaults.Access;

namespace Imizu.Identity.Hygiene;

/// <summary>What browsers are told with every answer, and where they are led.</summary>
internal static class BrowserRules
{
    /// <summary>Adds the headers. The pages need their own style and script, and nothing of others.</summary>
    public static void UseSecurityHeaders(this WebApplication app, IdentitySettings settings)
    {
        // Chromium asks whether a form may lead there, where its answer leads on to an application.
        var applications = settings.Clients.Values.SelectMany(client => client.RedirectUris).Select(address => address.GetLeftPart(UriPartial.Authority)).Distinct();
        var policy = string.Join("; ",
            "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self' data:", "connect-src 'self'", "base-uri 'none'", "frame-ancestors 'none'",
            $"form-action {string.Join(' ', applications.Prepend("'self'"))}");
        app.UseSecurityHeaders(_ => policy);
    }

    /// <summary>
    /// Leads a browser that came by another name of this machine, such as 127.0.0.1, to the address that cookies and passkeys are bound to. Machines may come by any.
    /// </summary>
    public static void UseOneAddress(this WebApplication app, IdentitySettings settings) => app.Use((http, next) =>
    {
        if (settings.Address.IsLoopback && HttpMethods.IsGet(http.Request.Method) && http.Request.Host.Value != settings.Address.Authority
            && $"{http.Request.Headers.Accept}".Contains("text/html", StringComparison.Ordinal))
        {
            http.Response.Redirect(settings.Address.GetLeftPart(UriPartial.Authority) + http.Request.Path + http.Request.QueryString);
            return Task.CompletedTask;
        }

        return next(http);
    });
}
