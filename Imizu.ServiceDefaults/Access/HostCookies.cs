using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace Imizu.ServiceDefaults.Access;

/// <summary>The cookies of pages: bound to one host, and what is answered where they are not enough.</summary>
public static class HostCookies
{
    /// <summary>
    /// Over https under a name with <c>__Host-</c>, which browsers take from this host alone and send by https alone. On one's own machine by http not every browser
    /// takes such a cookie; there it has a plain name.
    /// </summary>
    /// <param name="cookie">The cookie.</param>
    /// <param name="name">Its plain name.</param>
    /// <param name="sameSite">Whether another site's pages send it.</param>
    /// <param name="isSecure">Whether browsers come by https.</param>
    public static void Bind(this CookieBuilder cookie, string name, SameSiteMode sameSite, bool isSecure)
    {
        (cookie.Name, cookie.Path, cookie.HttpOnly, cookie.IsEssential, cookie.SameSite) = ((isSecure ? "__Host-" : "") + name, "/", true, true, sameSite);
        cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
    }

    /// <summary>Answers 403 to what a role may not: it is no matter of another page, or of logging in again.</summary>
    public static void ForbidInPlace(this CookieAuthenticationOptions cookie) => cookie.Events.OnRedirectToAccessDenied = context =>
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    };
}
