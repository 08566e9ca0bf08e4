using Imizu.Web.Recording;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Imizu.Web.Access;

/// <summary>A session that has ended: at a service, or before a form was sent. Nothing that was typed is lost.</summary>
internal static class SessionEnd
{
    /// <summary>Leads to the log-in, and from there back; a form is kept meanwhile.</summary>
    public static void UseSessionEnd(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (http.User.Identity?.IsAuthenticated is not true && HttpMethods.IsPost(http.Request.Method) && http.Request.HasFormContentType && http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null && http.GetEndpoint() is not null)
        {
            await http.ChallengeAsync(new AuthenticationProperties { RedirectUri = await Forms(http).KeepAsync(http.Request) });
            return;
        }

        try
        {
            await next(http);
        }
        catch (SessionEndedException) when (!http.Response.HasStarted)
        {
            await http.SignOutAsync();
            await http.ChallengeAsync(new AuthenticationProperties { RedirectUri = await Forms(http).KeepAsync(http.Request) });
        }
    });

    private static InterruptedForms Forms(HttpContext http) => http.RequestServices.GetRequiredService<InterruptedForms>();
}

/// <summary>A service does not believe the token any more.</summary>
internal sealed class SessionEndedException : Exception;
