using System.Net;
using Imizu.Contracts.Access;
using Imizu.ServiceDefaults.Access;
using Imizu.Web.Asking;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Imizu.Web.Access;

/// <summary>People log in at the OpenID Connect provider; their tokens are in a cookie that only this application can read.</summary>
internal static class LogIn
{
    /// <summary>The path to which the provider leads back.</summary>
    public const string Callback = "/callback";

    /// <summary>The path to which it leads back after a log-out.</summary>
    public const string AfterLogOut = "/logged-out";

    private const string Client = "imizu-web";

    /// <summary>How long a session lasts at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Adds the log-in. Without one nothing is answered but <see cref="AllowAnonymousAttribute">what anybody may see</see>.</summary>
    public static void AddLogIn(this WebApplicationBuilder builder, WebSettings settings)
    {
        var access = AccessSettings.Of(builder.Configuration);
        builder.Services.AddRights().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        builder.Services.AddSingleton<TokenRefresh>();
        builder.Services.AddAuthentication(schemes =>
            {
                (schemes.DefaultScheme, schemes.DefaultChallengeScheme) = (CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme);
            })
            .AddCookie(cookie =>
            {
                (cookie.ExpireTimeSpan, cookie.SlidingExpiration) = (Longest, false);
                cookie.Cookie.Bind("imizu-web-session", SameSiteMode.Lax, settings.IsSecure);
                cookie.Events.OnValidatePrincipal = context => context.HttpContext.RequestServices.GetRequiredService<TokenRefresh>().RefreshAsync(context);
                cookie.ForbidInPlace();
            })
            .AddOpenIdConnect(provider =>
            {
                (provider.Authority, provider.ClientId, provider.ClientSecret) = ($"{access.Authority}", Client, settings.Secret);
                provider.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
                    access.Metadata, new ProviderDocument(access), new HttpDocumentRetriever(new HttpClient(access.Handler())) { RequireHttps = false });
                (provider.RequireHttpsMetadata, provider.BackchannelHttpHandler) = (false, access.Handler());
                (provider.ResponseType, provider.ResponseMode, provider.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
                (provider.CallbackPath, provider.SignedOutCallbackPath, provider.SignedOutRedirectUri) = (Callback, AfterLogOut, "/");
                (provider.SaveTokens, provider.MapInboundClaims, provider.GetClaimsFromUserInfoEndpoint) = (true, false, false);
                (provider.UseTokenLifetime, provider.DisableTelemetry) = (false, true);
                provider.Scope.Clear();
                foreach (var scope in (settings.HasIdentity ? Audience.WithIdentity : Audience.Services).Select(Audience.Of).Select(audience => access.Client.Scope.Replace("*", audience, StringComparison.Ordinal)).Prepend("offline_access").Prepend("openid"))
                {
                    provider.Scope.Add(scope);
                }

                provider.NonceCookie.Bind("imizu-web-nonce.", SameSiteMode.Lax, settings.IsSecure);
                provider.CorrelationCookie.Bind("imizu-web-correlation.", SameSiteMode.Lax, settings.IsSecure);
                provider.Events = new()
                {
                    OnRedirectToIdentityProvider = context =>
                    {
                        // Under the one address that the provider knows, by whatever name of this machine the browser has come.
                        context.ProtocolMessage.RedirectUri = new Uri(settings.Origin, Callback).ToString();
                        return Task.CompletedTask;
                    },
                    OnRedirectToIdentityProviderForSignOut = context =>
                    {
                        context.ProtocolMessage.PostLogoutRedirectUri = new Uri(settings.Origin, AfterLogOut).ToString();
                        return Task.CompletedTask;
                    },
                    OnTokenValidated = context => KeepWhoItIs(context, access),
                    OnTicketReceived = context =>
                    {
                        context.HttpContext.RequestServices.GetRequiredService<TokenRefresh>().Begin(context.Properties!);
                        // To a page of ours, whatever address was asked for.
                        context.ReturnUri = context.ReturnUri is ['/', not ('/' or '\\'), ..] ? context.ReturnUri : "/";
                        return Task.CompletedTask;
                    },
                    OnRemoteFailure = context =>
                    {
                        // A log-in that was given up, or begun in another browser: it is begun anew.
                        context.Response.Redirect("/error/log-in");
                        context.HandleResponse();
                        return Task.CompletedTask;
                    },
                };
            });
    }

    /// <summary>Maps the log-out, here and at the provider.</summary>
    public static void MapLogIn(this WebApplication app) => app.MapPost("/log-out", async (HttpContext http, IAntiforgery antiforgery) =>
    {
        // Whoever is out already is out.
        if (http.User.Identity?.IsAuthenticated is not true || !await antiforgery.IsRequestValidAsync(http))
        {
            http.Response.Redirect("/");
            return;
        }

        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        await http.SignOutAsync(OpenIdConnectDefaults.AuthenticationScheme, new() { RedirectUri = "/" });
    }).AllowAnonymous();

    private static Task KeepWhoItIs(TokenValidatedContext context, AccessSettings access)
    {
        context.Principal = Person.Of(context.Principal!, access, context.Scheme.Name);
        if (context.Principal is null)
        {
            context.Fail(access.NoActor);
        }

        return Task.CompletedTask;
    }

    /// <summary>The provider's discovery document, with the address where tokens are asked for from here.</summary>
    private sealed class ProviderDocument(AccessSettings access) : IConfigurationRetriever<OpenIdConnectConfiguration>
    {
        private readonly OpenIdConnectConfigurationRetriever _inner = new();

        public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(string address, IDocumentRetriever retriever, CancellationToken cancel)
        {
            OpenIdConnectConfiguration document;
            try
            {
                document = await ((IConfigurationRetriever<OpenIdConnectConfiguration>)_inner).GetConfigurationAsync(address, retriever, cancel);
            }
            catch (Exception e) when (e is IOException or HttpRequestException)
            {
                throw new ServiceException(HttpStatusCode.ServiceUnavailable, Problem.OfNoLogIn, e);
            }

            document.TokenEndpoint = access.TokenAddress?.ToString() ?? document.TokenEndpoint;
            document.PushedAuthorizationRequestEndpoint = null;
            return document;
        }
    }
}
