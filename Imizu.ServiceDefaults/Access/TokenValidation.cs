using System.Security.Claims;
using Imizu.Contracts;
using Imizu.Contracts.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace Imizu.ServiceDefaults.Access;

/// <summary>Lets in who has a token of the provider, and to what the roles in it give a right.</summary>
public static class TokenValidation
{
    /// <summary>Where the page to try an interface is, and under which key it leaves the number that its own scripts have in this answer alone.</summary>
    private const string TryingPage = "/scalar", Nonce = "Scalar.Nonce";

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <summary>Those of a key pair: nobody who can check a token can make one.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>Adds the validation of tokens, and the policies.</summary>
    /// <param name="builder">The service's builder.</param>
    /// <param name="service">Its name in the stack, of which the tokens' audience is made.</param>
    public static AuthenticationBuilder AddAccess(this WebApplicationBuilder builder, string service)
    {
        var settings = AccessSettings.Of(builder.Configuration);
        builder.Services.AddHostedService<EndpointRights>();
        builder.Services.AddRights();
        return builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(bearer =>
        {
            (bearer.MetadataAddress, bearer.Audience) = (settings.Metadata, settings.Audience ?? Audience.Of(service));
            // What is believed is the issuer's signature; the way to it may lie within.
            (bearer.RequireHttpsMetadata, bearer.MapInboundClaims, bearer.BackchannelHttpHandler) = (settings.MetadataAddress is null && !settings.Authority.IsLoopback, false, settings.Handler());
            (bearer.TokenValidationParameters.ClockSkew, bearer.TokenValidationParameters.ValidAlgorithms) = (Skew, Algorithms);
            bearer.Events = new() { OnMessageReceived = RequireProviderAsync, OnTokenValidated = context => Read(context, settings) };
        });
    }

    /// <summary>Adds a policy for each <see cref="Right" />, by its code.</summary>
    public static AuthorizationBuilder AddRights(this IServiceCollection services) =>
        Right.All.Aggregate(services.AddAuthorizationBuilder(), (authorization, right) => authorization.AddPolicy(right.Code, needs => needs.RequireRole(right.Roles)));

    /// <summary>Authenticates and authorizes all requests to what is mapped, tells browsers to keep to it, and maps <c>GET /rights</c>, which says who may use what.</summary>
    public static void UseAccess(this WebApplication app)
    {
        app.UseSecurityHeaders(http => http.Request.Path.StartsWithSegments(TryingPage) ? PolicyOfTryingPage(http) : SecurityHeaders.NoPage);
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/rights", (EndpointDataSource endpoints) => EndpointRights.Of(endpoints)).AllowAnonymous().WithTags("rights").WithSummary("誰が何をできるか");
    }

    // It brings its style within itself.
    private static string PolicyOfTryingPage(HttpContext http) =>
        $"default-src 'self'; script-src 'self'{(http.Items[Nonce] is { } nonce ? $" 'nonce-{nonce}'" : "")}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>While the provider is away and its keys are not known, no token is called wrong. What anybody may read is read without looking at one.</summary>
    private static async Task RequireProviderAsync(MessageReceivedContext context)
    {
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            context.NoResult();
        }
        else if (context.Request.Headers.Authorization.Count > 0)
        {
            try
            {
                await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
            }
            catch (InvalidOperationException e)
            {
                throw new HttpRequestException("The OpenID Connect provider does not answer.", e);
            }
        }
    }

    private static Task Read(TokenValidatedContext context, AccessSettings settings)
    {
        if (Person.Of(context.Principal!, settings, context.Scheme.Name) is { } person)
        {
            context.Principal = person;
        }
        else
        {
            context.Fail(settings.NoActor);
        }

        return Task.CompletedTask;
    }
}

/// <summary>Who asks, as the rest of a service sees it.</summary>
public static class Person
{
    private const string Code = "sub", Role = "role";

    /// <summary>Of what a provider says nothing is kept but who it is and the roles, by our names for them; null where it says no staff code.</summary>
    public static ClaimsPrincipal? Of(ClaimsPrincipal given, AccessSettings settings, string scheme) =>
        given.FindFirstValue(settings.ActorClaim) is { } code && ActorCode.IsValid(code) ? Of(code, settings.RolesOf([.. given.FindAll(settings.RoleClaim).Select(claim => claim.Value)]), scheme) : null;

    /// <summary>Makes it: <c>User.Identity.Name</c> is the code.</summary>
    public static ClaimsPrincipal Of(string code, IEnumerable<string> roles, string scheme) =>
        new(new ClaimsIdentity([new(Code, code), .. roles.Select(role => new Claim(Role, role))], scheme, Code, Role));
}
