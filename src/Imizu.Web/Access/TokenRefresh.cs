using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Imizu.Web.Access;

/// <summary>Asks for another access token before one ends, as long as the session at the provider lasts.</summary>
internal sealed class TokenRefresh(IOptionsMonitor<OpenIdConnectOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(1);

    /// <summary>Refreshes the tokens in a cookie, or ends the session.</summary>
    public async Task RefreshAsync(CookieValidatePrincipalContext context)
    {
        var kept = context.Properties;
        if (DateTimeOffset.TryParse(kept.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, out var until) && until > clock.GetUtcNow() + Early)
        {
            return;
        }

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
        if ((int)answer.StatusCode is >= 400 and < 500)
        {
            context.RejectPrincipal();
            return;
        }

        var given = new OpenIdConnectMessage(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancelled));
        kept.UpdateTokenValue("access_token", given.AccessToken);
        kept.UpdateTokenValue("refresh_token", given.RefreshToken ?? kept.GetTokenValue("refresh_token")!);
        kept.UpdateTokenValue("expires_at", (clock.GetUtcNow() + TimeSpan.FromSeconds(int.Parse(given.ExpiresIn, CultureInfo.InvariantCulture))).ToString("o", CultureInfo.InvariantCulture));
        context.ShouldRenew = true;
    }
}
