using System.Text.Unicode;
using Imizu.ServiceDefaults.Access;
using Imizu.Web.Access;
using Imizu.Web.Asking;
using Imizu.Web.Importing;
using Imizu.Web.Pages;
using Imizu.Web.Pages.Reports;
using Imizu.Web.Recording;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.WebEncoders;
using Polly;

namespace Imizu.Web;

/// <summary>Composes the pages.</summary>
internal static class WebHosting
{
    private const long LargestBody = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // Nothing of others, and no script or style within a page; a page whose session has ended, and a log-out, lead on to the provider.
    private static string Policy(Uri provider) =>
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'self'; frame-ancestors 'none'; " +
        $"connect-src 'self' {provider.GetLeftPart(UriPartial.Authority)}; form-action 'self' {provider.GetLeftPart(UriPartial.Authority)}";

    /// <summary>Adds the pages, which ask the services as whoever has logged in.</summary>
    public static void AddPages(this WebApplicationBuilder builder)
    {
        var settings = WebSettings.Of(builder.Configuration);
        var services = builder.Services;
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => (kestrel.AddServerHeader, kestrel.Limits.MaxRequestBodySize) = (false, LargestBody));
        services.AddSingleton(settings);
        services.AddSingleton(AccessSettings.Of(builder.Configuration));
        services.AddSingleton(TimeProvider.System);
        services.AddDataProtection().SetApplicationName("Imizu.Web").PersistKeysToFileSystem(new DirectoryInfo(settings.Keys));
        // Japanese need not be escaped.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new(UnicodeRanges.All));
        // A sheet has a field for each of its cells.
        services.Configure<FormOptions>(form => form.ValueCountLimit = 20_000);
        services.AddResponseCompression(compression => compression.EnableForHttps = true);
        builder.AddLogIn(settings);
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.SuppressXFrameOptionsHeader = true;
            antiforgery.Cookie.Bind("imizu-web-form", SameSiteMode.Lax, settings.IsSecure);
        });
        services.AddHttpContextAccessor();
        services.AddCascadingAuthenticationState();
        services.AddTransient<UserTokenHandler>();
        var asked = services.AddHttpClient<ServiceClient>().AddHttpMessageHandler<UserTokenHandler>();
        // What somebody waits for may take long (a table, a comparison of editions); what may be sent again is, where no answer comes in a third of that.
#pragma warning disable EXTEXP0001 // How a client is kept from the defaults; there is no other way yet.
        asked.RemoveAllResilienceHandlers().AddStandardResilienceHandler(resilience =>
        {
            resilience.AttemptTimeout.TimeoutGenerator = attempt => ValueTask.FromResult(ServiceClient.MayBeSentAgain(attempt.Context.GetRequestMessage()) ? Patience / 3 : Patience);
            resilience.TotalRequestTimeout.Timeout = Patience;
            resilience.Retry.ShouldHandle = attempt => ValueTask.FromResult(HttpClientResiliencePredicates.IsTransient(attempt.Outcome) && ServiceClient.MayBeSentAgain(attempt.Context.GetRequestMessage()));
        }).SelectPipelineByAuthority();
#pragma warning restore EXTEXP0001
        services.AddSingleton<InterruptedForms>();
        services.AddSingleton<Uploads>();
        services.AddScoped<ImportSteps>();
        services.AddScoped<References>();
        services.AddMemoryCache();
        services.AddRazorComponents();
    }

    /// <summary>Maps them.</summary>
    public static void UsePages(this WebApplication app)
    {
        var policy = Policy(AccessSettings.Of(app.Configuration).Authority);
        app.UseSecurityHeaders(_ => policy);
        app.UseResponseCompression();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true);
        // A form that no page of this session has sent is refused without a word: a page has some.
        app.Use(async (http, next) =>
        {
            await next(http);
            if (HttpMethods.IsPost(http.Request.Method) && http.Response is { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false, ContentLength: null })
            {
                http.Response.Redirect("/error/form");
            }
        });
        app.UseAuthentication();
        app.UseSessionEnd();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapLogIn();
        app.MapLive();
        app.MapFiles();
        app.MapPrintedFooter();
        app.MapRazorComponents<App>();
    }
}
