using System.Globalization;
using System.Net;
using Imizu.Web.Asking;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Imizu.Web.Access;

/// <summary>Asks for another access token before one ends, as long as the session at the provider lasts.</summary>
internal sealed class TokenRefresh(IOptionsMonitor<OpenIdConnectOptions> options, TimeProvider clock)
{
    private const string Began = "began";

    private static readonly TimeSpan Early = TimeSpan.FromMinutes(1);

    /// <summary>Refreshes the tokens in a cookie, or ends the session.</summary>
    public async Task RefreshAsync(CookieValidatePrincipalContext context)
    {
        // What anybody may see, and what only asks whether something has changed, is no use of a session.
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return;
        }

        var (kept, now) = (context.Properties, clock.GetUtcNow());
        var isGood = DateTimeOffset.TryParse(kept.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, out var until) && until > now;
        if (!DateTimeOffset.TryParse(kept.Items[Began], CultureInfo.InvariantCulture, out var began) || began + LogIn.Longest < now)
        {
            await EndAsync(context);
            return;
        }

        if (until > now + Early)
        {
            return;
        }

        try
        {
            await AskAsync(context, kept);
        }
        catch (Exception) when (!context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // The provider is away, or what answers in its place is something else. It is asked again at the next page.
            if (!isGood)
            {
                throw new ServiceException(HttpStatusCode.ServiceUnavailable, Problem.OfOutage);
            }
        }
    }

    /// <summary>Notes when a session has begun.</summary>
    public void Begin(AuthenticationProperties session) => session.Items[Began] = clock.GetUtcNow().ToString("o", CultureInfo.InvariantCulture);

    private static async Task EndAsync(CookieValidatePrincipalContext context)
    {
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(context.Scheme.Name);
    }

    private async Task AskAsync(CookieValidatePrincipalContext context, AuthenticationProperties kept)
    {
        var (provider, cancelled) = (options.Get(OpenIdConnectDefaults.AuthenticationScheme), context.HttpContext.RequestAborted);
        var document = await provider.ConfigurationManager!.GetConfigurationAsync(cancelled);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = provider.ClientId!,
            ["client_secret"] = provider.ClientSecret!,
            ["refresh_token"] = kept.GetTokenValue("refresh_token") ?? "",
        });
        using var answer = await provider.Backchannel.PostAsync(document.TokenEndpoint, form, cancelled);
        if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized)
        {
            await EndAsync(context);
            return;
        }

        var given = new OpenIdConnectMessage(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancelled));
        var expires = clock.GetUtcNow() + TimeSpan.FromSeconds(int.Parse(given.ExpiresIn, CultureInfo.InvariantCulture));
        kept.UpdateTokenValue("access_token", given.AccessToken);
        kept.UpdateTokenValue("refresh_token", given.RefreshToken ?? kept.GetTokenValue("refresh_token")!);
        kept.UpdateTokenValue("expires_at", expires.ToString("o", CultureInfo.InvariantCulture));
        context.ShouldRenew = true;
    }
}
