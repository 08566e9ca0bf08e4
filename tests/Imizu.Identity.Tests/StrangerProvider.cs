using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using Xunit;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Imizu.Identity.Tests;

/// <summary>A provider that a city has already: OpenIddict, as a stranger has configured it, which knows nothing of Imizu's claims, roles and audiences.</summary>
internal sealed class StrangerProvider : IAsyncDisposable
{
    /// <summary>The stranger's name for the service, and its groups for those who record and those who look.</summary>
    public const string Application = "api://7c1e", Recorders = "7f3d2c1a-group-of-the-desk", Auditors = "/city/audit";

    private readonly WebApplication _app;

    private StrangerProvider(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public static async Task<StrangerProvider> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.SetTokenEndpointUris("oauth2/v2.0/token").AllowClientCredentialsFlow().RegisterScopes($"{Application}/.default");
            server.EnableDegradedMode().DisableAccessTokenEncryption().AddEphemeralEncryptionKey().AddEphemeralSigningKey(Microsoft.IdentityModel.Tokens.SecurityAlgorithms.EcdsaSha256);
            server.UseAspNetCore().DisableTransportSecurityRequirement();
            // It keeps no clients: whoever says a secret is one.
            server.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientSecret is null)
                {
                    context.Reject(Errors.InvalidClient);
                }

                return default;
            }));
            server.AddEventHandler<OpenIddictServerEvents.HandleTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                var claims = new ClaimsIdentity("stranger");
                claims.SetClaim(Claims.Subject, Guid.NewGuid().ToString()).SetClaim("employee_number", context.ClientId).SetClaims("groups", [context.ClientId == "a-0815" ? Recorders : Auditors, "everybody"]);
                claims.SetScopes(context.Request.GetScopes()).SetResources(Application);
                claims.SetDestinations(_ => [Destinations.AccessToken]);
                context.Principal = new(claims);
                return default;
            }));
        });
        var app = builder.Build();
        app.UseAuthentication();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

}
