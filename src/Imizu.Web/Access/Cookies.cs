namespace Imizu.Web.Access;

/// <summary>How cookies are bound to this host.</summary>
internal static class Cookies
{
    /// <summary>
    /// Over https under a name with <c>__Host-</c>, which browsers take from this host alone and send by https alone. On one's own machine, by http, a plain one.
    /// </summary>
    public static void Bind(CookieBuilder cookie, string name, SameSiteMode sameSite, WebSettings settings)
    {
        (cookie.Name, cookie.Path, cookie.HttpOnly, cookie.IsEssential, cookie.SameSite) = ((settings.IsSecure ? "__Host-imizu-web-" : "imizu-web-") + name, "/", true, true, sameSite);
        cookie.SecurePolicy = settings.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
    }
}
