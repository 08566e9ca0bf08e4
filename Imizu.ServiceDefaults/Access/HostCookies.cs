using Microsoft.AspNetCore.Http;

namespace Imizu.ServiceDefaults.Access;

/// <summary>How cookies are bound to one host.</summary>
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
}
