using System.Text.Unicode;
using Imizu.AccessLog;
using Imizu.Contracts.Access;
using Imizu.Identity.Hygiene;
using Imizu.Identity.Keys;
using Imizu.Identity.Pages;
using Imizu.Identity.Passwords;
using Imizu.Identity.SecondFactors;
using Imizu.Identity.Sessions;
using Imizu.Identity.Staff;
using Imizu.Identity.Storage;
using Imizu.Identity.Tokens;
using Imizu.ServiceDefaults.Access;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using OpenIddict.Server;
using OpenIddict.Validation.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Imizu.Identity;

/// <summary>Composes the identity service.</summary>
public static class IdentityHosting
{
    private const long LargestBody = 64 * 1024;

    /// <summary>Adds ASP.NET Core Identity and OpenIddict on the service's own database (connection string <c>database</c>), and the pages.</summary>
    public static void AddIdentityProvider(this WebApplicationBuilder builder)
    {
        var settings = IdentitySettings.Of(builder.Configuration);
        var services = builder.Services;
        builder.WebHost.ConfigureKestrel(kestrel => (kestrel.AddServerHeader, kestrel.Limits.MaxRequestBodySize) = (false, LargestBody));
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        // A statement that fails throws as well; at the first start one does, since there is no history of migrations yet.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
        // They log each request's parameters.
        builder.Logging.AddFilter("OpenIddict", LogLevel.Warning);
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddHttpContextAccessor();
        services.AddProblemDetails();
        var database = builder.Configuration.GetConnectionString("database") ?? throw new InvalidOperationException("ConnectionStrings:database is not configured.");
        services.AddDbContextFactory<IdentityDatabase>(options => options.UseNpgsql(database).UseOpenIddict());
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        services.AddDataProtection().SetApplicationName("Imizu.Identity").PersistKeysToDbContext<IdentityDatabase>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlEncryptor = new SecretKeyEncryption(settings)));
        builder.AddAccessLog<LoggedActs>(database);
        services.AddAttemptLimit(settings);
        services.AddStaff(settings);
        services.AddTokens(settings);
        services.AddPages(settings);
    }

    /// <summary>Makes what has to be there before anything is answered.</summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await Preparation.RunAsync(scope.ServiceProvider);
    }

    /// <summary>Maps the pages and the endpoints of OpenID Connect.</summary>
    public static void UseIdentityProvider(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<IdentitySettings>();
        // In a scope of its own: who asks is known, or could not be, for good in the first one.
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", CreateScopeForErrors = true, StatusCodeSelector = FailureStatus.Of });
        app.UseStatusCodePagesWithReExecute("/error");
        // Within what takes an answer back and begins another, which so has them too.
        app.UseSecurityHeaders(settings);
        app.UseNoNulCharacters();
        app.UseOneAddress(settings);
        app.UseRouting();
        app.UseRateLimiter();
        // Within the limit of what is tried, so that this fills it no quicker.
        app.UseAccessLog();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapAssets();
        app.MapRazorPages();
        app.MapPasskeys();
        app.MapTokens();
        app.MapAccessLog();
    }

    private static void AddStaff(this IServiceCollection services, IdentitySettings settings)
    {
        services.AddIdentityCore<StaffMember>(options =>
        {
            options.Stores.SchemaVersion = IdentityDatabase.Tables;
            (options.Lockout.MaxFailedAccessAttempts, options.Lockout.DefaultLockoutTimeSpan) = (settings.LockOutAfter, settings.LockOutFor);
            (options.ClaimsIdentity.UserIdClaimType, options.ClaimsIdentity.RoleClaimType) = (Claims.Subject, Claims.Role);
            options.Tokens.ProviderMap[TokenOptions.DefaultAuthenticatorProvider] = new(typeof(AuthenticatorCodes));
            // Length and what is guessable are the rules; see PasswordRules.
            var password = options.Password;
            (password.RequireDigit, password.RequireLowercase, password.RequireUppercase, password.RequireNonAlphanumeric) = (false, false, false, false);
            (password.RequiredLength, password.RequiredUniqueChars) = (1, 1);
        }).AddEntityFrameworkStores<IdentityDatabase>().AddSignInManager().AddClaimsPrincipalFactory<StaffClaims>().AddPasswordValidator<PasswordRules>();
        // As OWASP asks of PBKDF2 with SHA-512; one that was hashed by fewer rounds is hashed again at the next log-in.
        services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 210_000);
        services.AddScoped<PasswordRules>();
        services.AddScoped<AuthenticatorCodes>();
        services.AddScoped<PendingKeys>();
        services.AddScoped<PasswordLogIn>();
        services.AddScoped<StaffChanges>();
        services.AddScoped<OneTimePasswords>();
        services.AddScoped<FirstAdministrator>();
        services.AddScoped<LogOutEverywhere>();
        services.AddScoped<NextStep>();
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            (passkeys.ServerDomain, passkeys.UserVerificationRequirement, passkeys.ResidentKeyRequirement) = (settings.Address.Host, "required", "required");
            passkeys.ValidateOrigin = origin => ValueTask.FromResult(origin.Origin == settings.Address.GetLeftPart(UriPartial.Authority) && !origin.CrossOrigin);
        });
        services.AddSessions(settings);
    }

    private static void AddSessions(this IServiceCollection services, IdentitySettings settings)
    {
        services.AddSingleton<SessionStore>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<SessionStore>((cookie, sessions) =>
            {
                (cookie.SessionStore, cookie.ExpireTimeSpan) = (sessions, settings.SessionLongest);
                cookie.LoginPath = NextStep.LogIn;
                cookie.ForbidInPlace();
                cookie.Cookie.Bind("imizu-session", SameSiteMode.Lax, settings.IsSecure);
            });
        services.Configure<CookieAuthenticationOptions>(
            IdentityConstants.TwoFactorUserIdScheme, cookie => cookie.Cookie.Bind("imizu-second-factor", SameSiteMode.Strict, settings.IsSecure));
        services.Configure<SecurityStampValidatorOptions>(stamps =>
        {
            // At every request: what is ended has ended, and the session has been used.
            stamps.ValidationInterval = TimeSpan.Zero;
            stamps.OnRefreshingPrincipal = context =>
            {
                context.NewPrincipal!.Identities.First().AddClaims(context.CurrentPrincipal!.FindAll(Claims.AuthenticationMethodReference));
                return Task.CompletedTask;
            };
        });
    }

    private static void AddTokens(this IServiceCollection services, IdentitySettings settings)
    {
        services.AddScoped<Clients>();
        services.AddHostedService<Pruning>();
        services.AddSingleton<TokenKeys>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(provider => provider.GetRequiredService<TokenKeys>());
        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<IdentityDatabase>())
            .AddServer(server =>
            {
                server.SetIssuer(settings.Address)
                    .SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token")
                    .SetEndSessionEndpointUris("connect/log-out").SetRevocationEndpointUris("connect/revoke");
                server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow().AllowClientCredentialsFlow();
                server.RegisterScopes([Scopes.OpenId, Scopes.OfflineAccess, .. Audience.All]);
                server.DisableAccessTokenEncryption();
                server.SetAccessTokenLifetime(settings.AccessToken).SetRefreshTokenLifetime(settings.SessionLongest).SetAuthorizationCodeLifetime(TimeSpan.FromMinutes(1));
                // Services ask it from within, by http; what browsers use is the issuer's address.
                server.UseAspNetCore().DisableTransportSecurityRequirement()
                    .EnableStatusCodePagesIntegration()
                    .EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableEndSessionEndpointPassthrough();
            })
            // Of who asks this service itself.
            .AddValidation(validation =>
            {
                validation.UseLocalServer();
                validation.UseAspNetCore();
                validation.AddAudiences(Audience.Of(Audience.Identity));
            });
    }

    private static void AddPages(this IServiceCollection services, IdentitySettings settings)
    {
        // Japanese need not be escaped.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new(UnicodeRanges.All));
        var rights = services.AddRights();
        // Asked by machines and through the other pages, and not by this service's cookie.
        foreach (var right in (string[])[Right.ReadAccessLog, Right.Verify])
        {
            rights.AddPolicy(right, needs => needs.AddAuthenticationSchemes(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme).RequireRole(Right.Find(right)!.Roles));
        }

        services.AddRazorPages(pages =>
        {
            pages.Conventions.AuthorizeFolder("/").AuthorizeFolder("/Staff", Right.ManageAccounts)
                .AllowAnonymousToPage("/LogIn").AllowAnonymousToPage("/SecondFactor").AllowAnonymousToPage("/LoggedOut").AllowAnonymousToPage("/Error");
        }).AddMvcOptions(mvc =>
        {
            // Before what refuses, so that it is noted too.
            mvc.Filters.Add<NotedPages>();
            mvc.Filters.Add<NextStepFilter>();
            // Each page says itself what is missing, in Japanese.
            mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        });
        services.Configure<RouteOptions>(routes => routes.LowercaseUrls = true);
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = "X-Antiforgery";
            antiforgery.SuppressXFrameOptionsHeader = true;
            antiforgery.Cookie.Bind("imizu-form", SameSiteMode.Strict, settings.IsSecure);
        });
        services.Configure<CookieTempDataProviderOptions>(data => data.Cookie.Bind("imizu-told", SameSiteMode.Strict, settings.IsSecure));
    }
}
